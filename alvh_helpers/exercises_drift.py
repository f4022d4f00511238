"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.exercises"
_TABLE = {
    "_gain_of_closing": ("alvh_helpers.course.nb04_drift.exercises", "_gain_of_closing"),
    "design_result": ("alvh_helpers.course.nb04_drift.exercises", "design_result"),
    "episode_condors": ("alvh_helpers.course.nb04_drift.exercises", "episode_condors"),
    "EPISODE": ("alvh_helpers.course.nb04_drift.exercises", "EPISODE"),
    "_august": ("alvh_helpers.course.nb04_drift.exercises", "_august"),
    "_notice": ("alvh_helpers.course.nb04_drift.exercises", "_notice"),
    "_AUGUST_EXPIRY": ("alvh_helpers.course.nb04_drift.exercises", "_AUGUST_EXPIRY"),
    "DRIFT": ("alvh_helpers.course.nb04_drift.exercises", "DRIFT"),
    "_MOVE": ("alvh_helpers.course.nb04_drift.exercises", "_MOVE"),
    "_AUGUST": ("alvh_helpers.course.nb04_drift.exercises", "_AUGUST"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "condor_strikes": ("alvh_helpers.positions.strikes", "condor_strikes"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "drift_path": ("alvh_helpers.positions.drift", "drift_path"),
    "first_crossings": ("alvh_helpers.positions.drift", "first_crossings"),
    "impermanent_loss": ("alvh_helpers.course.nb04_drift.pools", "impermanent_loss"),
    "judge": ("alvh_helpers.course.nb04_drift.alarms", "judge"),
    "read_thresholds": ("alvh_helpers.course.nb04_drift.alarms", "read_thresholds"),
    "CondorHistory": ("alvh_helpers.course.nb04_drift.history", "CondorHistory"),
    "condors_of_history": ("alvh_helpers.course.nb04_drift.history", "condors_of_history"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "neat": ("alvh_helpers.course.notebook", "neat"),
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
