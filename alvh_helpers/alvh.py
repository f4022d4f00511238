"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.strategy.presets"
_TABLE = {
    "only": ("alvh_helpers.strategy.presets", "only"),
    "steward": ("alvh_helpers.strategy.presets", "steward"),
    "promoter": ("alvh_helpers.strategy.presets", "promoter"),
    "fixed_ratio": ("alvh_helpers.strategy.presets", "fixed_ratio"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Trigger": ("alvh_helpers.strategy.layers", "Trigger"),
    "Capital": ("alvh_helpers.strategy.policy", "Capital"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "Scaling": ("alvh_helpers.strategy.policy", "Scaling"),
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
