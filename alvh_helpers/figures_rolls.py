"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.figures"
_TABLE = {
    "_PEAK_ROLES": ("alvh_helpers.course.nb07_time_shift.figures", "_PEAK_ROLES"),
    "stages": ("alvh_helpers.course.nb07_time_shift.figures", "stages"),
    "_STAGES": ("alvh_helpers.course.nb07_time_shift.figures", "_STAGES"),
    "_AROUND": ("alvh_helpers.course.nb07_time_shift.figures", "_AROUND"),
    "curve_of": ("alvh_helpers.course.nb07_time_shift.figures", "curve_of"),
    "hedge_prices": ("alvh_helpers.course.nb07_time_shift.figures", "hedge_prices"),
    "episode_curves": ("alvh_helpers.course.nb07_time_shift.figures", "episode_curves"),
    "_headline": ("alvh_helpers.course.nb07_time_shift.figures", "_headline"),
    "_SHOWN": ("alvh_helpers.course.nb07_time_shift.figures", "_SHOWN"),
    "after_peaks": ("alvh_helpers.course.nb07_time_shift.figures", "after_peaks"),
    "bought_high": ("alvh_helpers.course.nb07_time_shift.figures", "bought_high"),
    "cost_split": ("alvh_helpers.course.nb07_time_shift.figures", "cost_split"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "vx_curve": ("alvh_helpers.vix.futures", "vx_curve"),
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
