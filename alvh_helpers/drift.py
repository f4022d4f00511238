"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.drift"
_TABLE = {
    "first_crossings": ("alvh_helpers.positions.drift", "first_crossings"),
    "fired": ("alvh_helpers.positions.drift", "fired"),
    "fair_fee_rate": ("alvh_helpers.course.nb04_drift.pools", "fair_fee_rate"),
    "pool_profit": ("alvh_helpers.course.nb04_drift.pools", "pool_profit"),
    "matching_pool": ("alvh_helpers.course.nb04_drift.pools", "matching_pool"),
    "drift": ("alvh_helpers.positions.drift", "drift"),
    "distance": ("alvh_helpers.positions.drift", "distance"),
    "Floats": ("alvh_helpers.positions.drift", "Floats"),
    "drift_path": ("alvh_helpers.positions.drift", "drift_path"),
    "impermanent_loss": ("alvh_helpers.course.nb04_drift.pools", "impermanent_loss"),
    "beside_pool": ("alvh_helpers.course.nb04_drift.pools", "beside_pool"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "Book": ("alvh_helpers.positions.book", "Book"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
