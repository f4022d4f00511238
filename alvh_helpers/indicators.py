"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.technical"
_TABLE = {
    "ema": ("alvh_helpers.signals.technical", "ema"),
    "surprise": ("alvh_helpers.signals.fundamental", "surprise"),
    "rolling_slope": ("alvh_helpers.signals.technical", "rolling_slope"),
    "Macd": ("alvh_helpers.signals.technical", "Macd"),
    "Floats": ("alvh_helpers.signals.technical", "Floats"),
    "macd": ("alvh_helpers.signals.technical", "macd"),
    "_carried": ("alvh_helpers.signals.technical", "_carried"),
    "_smoothed": ("alvh_helpers.signals.technical", "_smoothed"),
    "rsi": ("alvh_helpers.signals.technical", "rsi"),
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
