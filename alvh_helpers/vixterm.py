"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.futures"
_TABLE = {
    "_COLUMNS": ("alvh_helpers.vix.futures", "_COLUMNS"),
    "slope_regime": ("alvh_helpers.vix.futures", "slope_regime"),
    "days_to_expiries": ("alvh_helpers.vix.futures", "days_to_expiries"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
    "term_structure": ("alvh_helpers.vix.futures", "term_structure"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
    "Floats": ("alvh_helpers.vix.futures", "Floats"),
    "constant_maturity": ("alvh_helpers.vix.futures", "constant_maturity"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
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
