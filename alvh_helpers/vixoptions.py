"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.options"
_TABLE = {
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "vix_chain": ("alvh_helpers.vix.options", "vix_chain"),
    "_WEDNESDAY": ("alvh_helpers.vix.options", "_WEDNESDAY"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
    "vxth_weight": ("alvh_helpers.vix.options", "vxth_weight"),
    "FIRST_WEEKLY_VIX": ("alvh_helpers.market.contracts", "FIRST_WEEKLY_VIX"),
    "Floats": ("alvh_helpers.vix.options", "Floats"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "VixChain": ("alvh_helpers.vix.options", "VixChain"),
    "strike_at_delta": ("alvh_helpers.vix.options", "strike_at_delta"),
    "Structure": ("alvh_helpers.vix.options", "Structure"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "_BISECTIONS": ("alvh_helpers.vix.options", "_BISECTIONS"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "OptionValues": ("alvh_helpers.pricing.black", "OptionValues"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "vx_expiries_of": ("alvh_helpers.market.calendar", "vx_expiries_of"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "date_range": ("alvh_helpers.market.calendar", "date_range"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
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
