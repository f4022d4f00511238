"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.legs"
_TABLE = {
    "etn_shares": ("alvh_helpers.positions.legs", "etn_shares"),
    "_check_terms": ("alvh_helpers.positions.legs", "_check_terms"),
    "_vix_expiries": ("alvh_helpers.positions.legs", "_vix_expiries"),
    "spx_option": ("alvh_helpers.positions.legs", "spx_option"),
    "vx_future": ("alvh_helpers.positions.legs", "vx_future"),
    "_spx_expiries": ("alvh_helpers.positions.legs", "_spx_expiries"),
    "_check_quantity": ("alvh_helpers.positions.legs", "_check_quantity"),
    "_check_expiry": ("alvh_helpers.positions.legs", "_check_expiry"),
    "Leg": ("alvh_helpers.positions.legs", "Leg"),
    "MULTIPLIERS": ("alvh_helpers.market.contracts", "MULTIPLIERS"),
    "Floats": ("alvh_helpers.positions.legs", "Floats"),
    "_FUTURES": ("alvh_helpers.positions.legs", "_FUTURES"),
    "vxm_future": ("alvh_helpers.positions.legs", "vxm_future"),
    "cash": ("alvh_helpers.positions.legs", "cash"),
    "vix_option": ("alvh_helpers.positions.legs", "vix_option"),
    "_OPTIONS": ("alvh_helpers.positions.legs", "_OPTIONS"),
    "FIRST_DAY": ("alvh_helpers.market.calendar", "FIRST_DAY"),
    "LAST_DAY": ("alvh_helpers.market.calendar", "LAST_DAY"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
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
