"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.history"
_TABLE = {
    "_ONE_DAY": ("alvh_helpers.market.history", "_ONE_DAY"),
    "_load": ("alvh_helpers.market.history", "_load"),
    "_listed": ("alvh_helpers.market.history", "_listed"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "Day": ("alvh_helpers.market.history", "Day"),
    "_LISTED": ("alvh_helpers.market.history", "_LISTED"),
    "FIRST_DAY": ("alvh_helpers.market.calendar", "FIRST_DAY"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "vx_expiries": ("alvh_helpers.market.calendar", "vx_expiries"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "Episode": ("alvh_helpers.market.history", "Episode"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "FILES": ("alvh_helpers.market.loading", "FILES"),
    "bundled_folder": ("alvh_helpers.market.loading", "bundled_folder"),
    "read_breadth": ("alvh_helpers.market.loading", "read_breadth"),
    "read_fomc": ("alvh_helpers.market.loading", "read_fomc"),
    "read_macro": ("alvh_helpers.market.loading", "read_macro"),
    "read_market": ("alvh_helpers.market.loading", "read_market"),
    "MACRO_LAG_MONTHS": ("alvh_helpers.market.loading", "MACRO_LAG_MONTHS"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
    "dividend_yield_by_day": ("alvh_helpers.market.loading", "dividend_yield_by_day"),
    "known_macro": ("alvh_helpers.market.loading", "known_macro"),
    "rate_by_day": ("alvh_helpers.market.loading", "rate_by_day"),
    "vix3m_from_curve": ("alvh_helpers.market.loading", "vix3m_from_curve"),
    "vx_expiry_ranks": ("alvh_helpers.market.calendar", "vx_expiry_ranks"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "date_within": ("alvh_helpers.market.calendar", "date_within"),
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
