"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.voting"
_TABLE = {
    "_sealed": ("alvh_helpers.signals.voting", "_sealed"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "Signal": ("alvh_helpers.signals.voting", "Signal"),
    "Reading": ("alvh_helpers.signals.voting", "Reading"),
    "Floats": ("alvh_helpers.signals.voting", "Floats"),
    "gather": ("alvh_helpers.signals.voting", "gather"),
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
