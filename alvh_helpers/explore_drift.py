"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.widgets"
_TABLE = {
    "drift_view": ("alvh_helpers.course.nb04_drift.widgets", "drift_view"),
    "drift_explorer": ("alvh_helpers.course.nb04_drift.widgets", "drift_explorer"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "next_spx_expiry": ("alvh_helpers.market.calendar", "next_spx_expiry"),
    "iron_condor": ("alvh_helpers.positions.condor", "iron_condor"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "beside_pool": ("alvh_helpers.course.nb04_drift.pools", "beside_pool"),
    "drift_path": ("alvh_helpers.positions.drift", "drift_path"),
    "still_vix_profit": ("alvh_helpers.course.nb04_drift.pools", "still_vix_profit"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Market": ("alvh_helpers.market.history", "Market"),
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
