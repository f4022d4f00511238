"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.alarms"
_TABLE = {
    "_estimates": ("alvh_helpers.course.nb04_drift.alarms", "_estimates"),
    "reached": ("alvh_helpers.course.nb04_drift.alarms", "reached"),
    "_first": ("alvh_helpers.course.nb04_drift.alarms", "_first"),
    "what_followed": ("alvh_helpers.course.nb04_drift.alarms", "what_followed"),
    "_LEAST": ("alvh_helpers.course.nb04_drift.alarms", "_LEAST"),
    "read_thresholds": ("alvh_helpers.course.nb04_drift.alarms", "read_thresholds"),
    "with_intervals": ("alvh_helpers.course.nb04_drift.alarms", "with_intervals"),
    "notice": ("alvh_helpers.course.nb04_drift.alarms", "notice"),
    "Floats": ("alvh_helpers.course.nb04_drift.alarms", "Floats"),
    "judge": ("alvh_helpers.course.nb04_drift.alarms", "judge"),
    "alarms": ("alvh_helpers.course.nb04_drift.alarms", "alarms"),
    "drift_readings": ("alvh_helpers.course.nb04_drift.alarms", "drift_readings"),
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "CondorHistory": ("alvh_helpers.course.nb04_drift.history", "CondorHistory"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "surface_strike_for_delta": ("alvh_helpers.positions.strikes", "surface_strike_for_delta"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
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
