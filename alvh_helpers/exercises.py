"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.exercises"
_TABLE = {
    "_find": ("alvh_helpers.course.exercises", "_find"),
    "solution": ("alvh_helpers.course.exercises", "solution"),
    "check": ("alvh_helpers.course.exercises", "check"),
    "EXERCISES": ("alvh_helpers.course.exercises", "EXERCISES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "grade": ("alvh_helpers.course.exercises", "grade"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "BASICS": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "BASICS"),
    "DRIFT": ("alvh_helpers.course.nb04_drift.exercises", "DRIFT"),
    "ENGINE": ("alvh_helpers.course.nb10_second_engine.exercises", "ENGINE"),
    "GREEKS": ("alvh_helpers.course.nb02_condor_greeks.exercises", "GREEKS"),
    "REPLAYS": ("alvh_helpers.course.nb11_crash_replays.exercises", "REPLAYS"),
    "ROLLS": ("alvh_helpers.course.nb07_time_shift.exercises", "ROLLS"),
    "SIGNALS": ("alvh_helpers.course.nb09_signals.exercises", "SIGNALS"),
    "SIZING": ("alvh_helpers.course.nb08_layer_sizing.exercises", "SIZING"),
    "SURFACE": ("alvh_helpers.course.nb03_volatility_surface.exercises", "SURFACE"),
    "VEGA": ("alvh_helpers.course.nb05_vega_positive.exercises", "VEGA"),
    "VIX_INSTRUMENTS": ("alvh_helpers.course.nb06_vix_instruments.exercises", "VIX_INSTRUMENTS"),
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
