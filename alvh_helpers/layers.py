"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.strategy.layers"
_TABLE = {
    "_DEEPEST": ("alvh_helpers.strategy.layers", "_DEEPEST"),
    "_KINDS": ("alvh_helpers.strategy.layers", "_KINDS"),
    "Instrument": ("alvh_helpers.strategy.layers", "Instrument"),
    "Trigger": ("alvh_helpers.strategy.layers", "Trigger"),
    "INSTRUMENTS": ("alvh_helpers.strategy.layers", "INSTRUMENTS"),
    "Kind": ("alvh_helpers.strategy.layers", "Kind"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
