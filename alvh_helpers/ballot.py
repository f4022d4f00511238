"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.voting"
_TABLE = {
    "Signal": ("alvh_helpers.signals.voting", "Signal"),
    "gather": ("alvh_helpers.signals.voting", "gather"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "_sealed": ("alvh_helpers.signals.voting", "_sealed"),
    "Floats": ("alvh_helpers.signals.voting", "Floats"),
    "Reading": ("alvh_helpers.signals.voting", "Reading"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
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
