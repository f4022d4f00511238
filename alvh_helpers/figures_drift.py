"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.figures"
_TABLE = {
    "beside_pools": ("alvh_helpers.course.nb04_drift.figures", "beside_pools"),
    "_listed": ("alvh_helpers.course.nb04_drift.figures", "_listed"),
    "_MARKS": ("alvh_helpers.course.nb04_drift.figures", "_MARKS"),
    "after_alarms": ("alvh_helpers.course.nb04_drift.figures", "after_alarms"),
    "readings": ("alvh_helpers.course.nb04_drift.figures", "readings"),
    "_title": ("alvh_helpers.course.nb04_drift.figures", "_title"),
    "three_drifts": ("alvh_helpers.course.nb04_drift.figures", "three_drifts"),
    "hills": ("alvh_helpers.course.nb04_drift.figures", "hills"),
    "_SIDES": ("alvh_helpers.course.nb04_drift.figures", "_SIDES"),
    "_drift_line": ("alvh_helpers.course.nb04_drift.figures", "_drift_line"),
    "drift_story": ("alvh_helpers.course.nb04_drift.figures", "drift_story"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "first_crossings": ("alvh_helpers.positions.drift", "first_crossings"),
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
