"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.futures"
_TABLE = {
    "next_sessions": ("alvh_helpers.vix.futures", "next_sessions"),
    "_ONE_DAY": ("alvh_helpers.vix.futures", "_ONE_DAY"),
    "_COLUMNS": ("alvh_helpers.vix.futures", "_COLUMNS"),
    "held_contract": ("alvh_helpers.vix.futures", "held_contract"),
    "_rank_days": ("alvh_helpers.vix.futures", "_rank_days"),
    "vx_curve": ("alvh_helpers.vix.futures", "vx_curve"),
    "contract_gain": ("alvh_helpers.vix.futures", "contract_gain"),
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "front_gain": ("alvh_helpers.vix.futures", "front_gain"),
    "Floats": ("alvh_helpers.vix.futures", "Floats"),
    "VxCurve": ("alvh_helpers.vix.futures", "VxCurve"),
    "front_contract": ("alvh_helpers.vix.futures", "front_contract"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
    "constant_maturity": ("alvh_helpers.vix.futures", "constant_maturity"),
    "days_to_expiries": ("alvh_helpers.vix.futures", "days_to_expiries"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
    "slope_regime": ("alvh_helpers.vix.futures", "slope_regime"),
    "term_structure": ("alvh_helpers.vix.futures", "term_structure"),
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
