"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.account"
_TABLE = {
    "_ENDS": ("alvh_helpers.simulation.account", "_ENDS"),
    "_HELD": ("alvh_helpers.simulation.account", "_HELD"),
    "run": ("alvh_helpers.simulation.account", "run"),
    "_Account": ("alvh_helpers.simulation.account", "_Account"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "ENDS": ("alvh_helpers.simulation.hedges", "ENDS"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "Asked": ("alvh_helpers.strategy.sizing", "Asked"),
    "cap_reached": ("alvh_helpers.strategy.sizing", "cap_reached"),
    "condor_contracts": ("alvh_helpers.strategy.sizing", "condor_contracts"),
    "fenced": ("alvh_helpers.strategy.sizing", "fenced"),
    "layer_units": ("alvh_helpers.strategy.sizing", "layer_units"),
    "premium_units": ("alvh_helpers.strategy.sizing", "premium_units"),
    "Journal": ("alvh_helpers.simulation.account", "Journal"),
    "Plan": ("alvh_helpers.simulation.account", "Plan"),
    "Till": ("alvh_helpers.simulation.account", "Till"),
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
