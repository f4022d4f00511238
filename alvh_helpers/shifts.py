"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.condors"
_TABLE = {
    "shift_sessions": ("alvh_helpers.simulation.condors", "shift_sessions"),
    "Candidates": ("alvh_helpers.simulation.condors", "Candidates"),
    "_certain": ("alvh_helpers.simulation.condors", "_certain"),
    "Ints": ("alvh_helpers.simulation.condors", "Ints"),
    "chosen": ("alvh_helpers.simulation.condors", "chosen"),
    "Node": ("alvh_helpers.simulation.condors", "Node"),
    "Bools": ("alvh_helpers.simulation.condors", "Bools"),
    "_moves": ("alvh_helpers.simulation.condors", "_moves"),
    "candidates": ("alvh_helpers.simulation.condors", "candidates"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "LAST_WEEK": ("alvh_helpers.strategy.policy", "LAST_WEEK"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "nearest_expiry": ("alvh_helpers.simulation.condors", "nearest_expiry"),
    "sale_days": ("alvh_helpers.simulation.condors", "sale_days"),
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
