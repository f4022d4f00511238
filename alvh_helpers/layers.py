"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.strategy.layers"
_TABLE = {
    "_KINDS": ("alvh_helpers.strategy.layers", "_KINDS"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "_DEEPEST": ("alvh_helpers.strategy.layers", "_DEEPEST"),
    "Kind": ("alvh_helpers.strategy.layers", "Kind"),
    "INSTRUMENTS": ("alvh_helpers.strategy.layers", "INSTRUMENTS"),
    "Instrument": ("alvh_helpers.strategy.layers", "Instrument"),
    "Trigger": ("alvh_helpers.strategy.layers", "Trigger"),
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
