"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.technical"
_TABLE = {
    "rsi": ("alvh_helpers.signals.technical", "rsi"),
    "rolling_slope": ("alvh_helpers.signals.technical", "rolling_slope"),
    "_smoothed": ("alvh_helpers.signals.technical", "_smoothed"),
    "Macd": ("alvh_helpers.signals.technical", "Macd"),
    "ema": ("alvh_helpers.signals.technical", "ema"),
    "surprise": ("alvh_helpers.signals.fundamental", "surprise"),
    "_carried": ("alvh_helpers.signals.technical", "_carried"),
    "Floats": ("alvh_helpers.signals.technical", "Floats"),
    "macd": ("alvh_helpers.signals.technical", "macd"),
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
