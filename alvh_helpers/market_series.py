"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.loading"
_TABLE = {
    "_BILL_DAYS": ("alvh_helpers.market.loading", "_BILL_DAYS"),
    "rate_by_day": ("alvh_helpers.market.loading", "rate_by_day"),
    "MACRO_LAG_MONTHS": ("alvh_helpers.market.loading", "MACRO_LAG_MONTHS"),
    "_filled": ("alvh_helpers.market.loading", "_filled"),
    "_expiries_between": ("alvh_helpers.market.calendar", "_expiries_between"),
    "known_macro": ("alvh_helpers.market.loading", "known_macro"),
    "dividend_yield_by_day": ("alvh_helpers.market.loading", "dividend_yield_by_day"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
    "_at_maturity": ("alvh_helpers.market.loading", "_at_maturity"),
    "_LOG_VARIANCE": ("alvh_helpers.market.loading", "_LOG_VARIANCE"),
    "_STRETCHES": ("alvh_helpers.market.loading", "_STRETCHES"),
    "vx_expiry_ranks": ("alvh_helpers.market.calendar", "vx_expiry_ranks"),
    "vix3m_from_curve": ("alvh_helpers.market.loading", "vix3m_from_curve"),
    "known_on": ("alvh_helpers.market.loading", "known_on"),
    "vx_expiries_of": ("alvh_helpers.market.calendar", "vx_expiries_of"),
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
