"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.calendar"
_TABLE = {
    "_holidays_that_matter": ("alvh_helpers.market.calendar", "_holidays_that_matter"),
    "FIRST_WEEKLY": ("alvh_helpers.market.contracts", "FIRST_WEEKLY"),
    "vx_expiry": ("alvh_helpers.market.calendar", "vx_expiry"),
    "_month": ("alvh_helpers.market.calendar", "_month"),
    "next_spx_expiry": ("alvh_helpers.market.calendar", "next_spx_expiry"),
    "vx_expiries": ("alvh_helpers.market.calendar", "vx_expiries"),
    "vx_expiries_of": ("alvh_helpers.market.calendar", "vx_expiries_of"),
    "_Days": ("alvh_helpers.market.calendar", "_Days"),
    "third_friday": ("alvh_helpers.market.calendar", "third_friday"),
    "_third_fridays": ("alvh_helpers.market.calendar", "_third_fridays"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "_JUNETEENTH_SINCE": ("alvh_helpers.market.calendar", "_JUNETEENTH_SINCE"),
    "_weekday": ("alvh_helpers.market.calendar", "_weekday"),
    "_FRIDAY": ("alvh_helpers.market.calendar", "_FRIDAY"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "FIRST_DAY": ("alvh_helpers.market.calendar", "FIRST_DAY"),
    "LAST_DAY": ("alvh_helpers.market.calendar", "LAST_DAY"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "date_range": ("alvh_helpers.market.calendar", "date_range"),
    "date_within": ("alvh_helpers.market.calendar", "date_within"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "is_session": ("alvh_helpers.market.calendar", "is_session"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "session_on_or_after": ("alvh_helpers.market.calendar", "session_on_or_after"),
    "session_on_or_before": ("alvh_helpers.market.calendar", "session_on_or_before"),
    "trading_sessions": ("alvh_helpers.market.calendar", "trading_sessions"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
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
