"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.fundamental"
_TABLE = {
    "_inflation": ("alvh_helpers.signals.fundamental", "_inflation"),
    "_known": ("alvh_helpers.signals.fundamental", "_known"),
    "_short_rate": ("alvh_helpers.signals.fundamental", "_short_rate"),
    "_month_number": ("alvh_helpers.signals.fundamental", "_month_number"),
    "_vote": ("alvh_helpers.signals.fundamental", "_vote"),
    "_dollar": ("alvh_helpers.signals.fundamental", "_dollar"),
    "_PAST_QUARTERS": ("alvh_helpers.signals.fundamental", "_PAST_QUARTERS"),
    "_growth": ("alvh_helpers.signals.fundamental", "_growth"),
    "_valuation": ("alvh_helpers.signals.fundamental", "_valuation"),
    "MacroRules": ("alvh_helpers.signals.fundamental", "MacroRules"),
    "_property": ("alvh_helpers.signals.fundamental", "_property"),
    "_monthly": ("alvh_helpers.signals.fundamental", "_monthly"),
    "_QUARTER": ("alvh_helpers.signals.fundamental", "_QUARTER"),
    "gordon_value": ("alvh_helpers.signals.fundamental", "gordon_value"),
    "_YEAR": ("alvh_helpers.signals.fundamental", "_YEAR"),
    "Floats": ("alvh_helpers.signals.fundamental", "Floats"),
    "_dividends": ("alvh_helpers.signals.fundamental", "_dividends"),
    "macro_readings": ("alvh_helpers.signals.fundamental", "macro_readings"),
    "known_by_day": ("alvh_helpers.signals.fundamental", "known_by_day"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "Reading": ("alvh_helpers.signals.voting", "Reading"),
    "Signal": ("alvh_helpers.signals.voting", "Signal"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "surprise": ("alvh_helpers.signals.fundamental", "surprise"),
    "MACRO_LAG_MONTHS": ("alvh_helpers.market.loading", "MACRO_LAG_MONTHS"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "known_on": ("alvh_helpers.market.loading", "known_on"),
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
