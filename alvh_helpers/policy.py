"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.strategy.policy"
_TABLE = {
    "Capital": ("alvh_helpers.strategy.policy", "Capital"),
    "_SIGNALS": ("alvh_helpers.strategy.policy", "_SIGNALS"),
    "Scaling": ("alvh_helpers.strategy.policy", "Scaling"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
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
