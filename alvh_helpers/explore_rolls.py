"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.widgets"
_TABLE = {
    "time_explorer": ("alvh_helpers.course.nb07_time_shift.widgets", "time_explorer"),
    "_parts": ("alvh_helpers.course.nb07_time_shift.widgets", "_parts"),
    "_highest": ("alvh_helpers.course.nb07_time_shift.widgets", "_highest"),
    "curve_frame": ("alvh_helpers.course.nb07_time_shift.widgets", "curve_frame"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "curve_of": ("alvh_helpers.course.nb07_time_shift.figures", "curve_of"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
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
