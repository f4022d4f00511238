"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.calendar"
_TABLE = {
    "FIRST_DAY": ("alvh_helpers.market.calendar", "FIRST_DAY"),
    "LAST_DAY": ("alvh_helpers.market.calendar", "LAST_DAY"),
    "is_session": ("alvh_helpers.market.calendar", "is_session"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "session_on_or_after": ("alvh_helpers.market.calendar", "session_on_or_after"),
    "trading_sessions": ("alvh_helpers.market.calendar", "trading_sessions"),
    "date_range": ("alvh_helpers.market.calendar", "date_range"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "_days": ("alvh_helpers.market.calendar", "_days"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "date_within": ("alvh_helpers.market.calendar", "date_within"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "session_on_or_before": ("alvh_helpers.market.calendar", "session_on_or_before"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
