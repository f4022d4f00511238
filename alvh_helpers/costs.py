"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.costs"
_TABLE = {
    "Floats": ("alvh_helpers.simulation.costs", "Floats"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "SPX_WIDTH": ("alvh_helpers.simulation.costs", "SPX_WIDTH"),
    "MULTIPLES": ("alvh_helpers.simulation.costs", "MULTIPLES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
}


def __getattr__(name):
    if name in _TABLE:
        module, new = _TABLE[name]
        return getattr(import_module(module), new)
    if not name.startswith("__"):
        return getattr(import_module(_HOME), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(_TABLE)
