"""Shim."""

from importlib import import_module

_HOME = "tools.cndr_tracking"
_TABLE = {
    "main": ("tools.cndr_tracking", "main"),
    "CNDR_LEVELS": ("tools.cndr_tracking", "CNDR_LEVELS"),
    "cndr_like": ("alvh_helpers.strategy.presets", "cndr_like"),
    "cndr_tracking": ("tools.cndr_tracking", "cndr_tracking"),
    "replay_cndr": ("tools.cndr_tracking", "replay_cndr"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "Capital": ("alvh_helpers.strategy.policy", "Capital"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.simulation.run", "replay"),
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
