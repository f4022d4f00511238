"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.account"
_TABLE = {
    "_parted": ("alvh_helpers.simulation.account", "_parted"),
    "Journal": ("alvh_helpers.simulation.account", "Journal"),
    "Hedge": ("alvh_helpers.simulation.account", "Hedge"),
    "Plan": ("alvh_helpers.simulation.account", "Plan"),
    "Bools": ("alvh_helpers.simulation.account", "Bools"),
    "Floats": ("alvh_helpers.simulation.account", "Floats"),
    "Till": ("alvh_helpers.simulation.account", "Till"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "Cycles": ("alvh_helpers.simulation.condors", "Cycles"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Lives": ("alvh_helpers.simulation.hedges", "Lives"),
    "Instrument": ("alvh_helpers.strategy.layers", "Instrument"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
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
