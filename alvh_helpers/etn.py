"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.etn"
_TABLE = {
    "roll_weights": ("alvh_helpers.vix.etn", "roll_weights"),
    "etn_index": ("alvh_helpers.vix.etn", "etn_index"),
    "_DAYS_A_YEAR": ("alvh_helpers.vix.etn", "_DAYS_A_YEAR"),
    "Etn": ("alvh_helpers.vix.etn", "Etn"),
    "_refuse_unlisted": ("alvh_helpers.vix.etn", "_refuse_unlisted"),
    "calendar_returns": ("alvh_helpers.vix.etn", "calendar_returns"),
    "Floats": ("alvh_helpers.vix.etn", "Floats"),
    "etn_preset": ("alvh_helpers.vix.etn", "etn_preset"),
    "ETN_PRESETS": ("alvh_helpers.vix.etn", "ETN_PRESETS"),
    "_share_left": ("alvh_helpers.vix.etn", "_share_left"),
    "mix_return": ("alvh_helpers.vix.etn", "mix_return"),
    "Months": ("alvh_helpers.vix.etn", "Months"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
    "days_to_expiries": ("alvh_helpers.vix.futures", "days_to_expiries"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
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
