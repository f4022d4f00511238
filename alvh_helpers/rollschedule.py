"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.rolls"
_TABLE = {
    "Tenor": ("alvh_helpers.vix.rolls", "Tenor"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
    "_FARTHEST": ("alvh_helpers.vix.rolls", "_FARTHEST"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "_bools": ("alvh_helpers.vix.rolls", "_bools"),
    "Signal": ("alvh_helpers.vix.rolls", "Signal"),
    "schedule": ("alvh_helpers.vix.rolls", "schedule"),
    "Schedule": ("alvh_helpers.vix.rolls", "Schedule"),
    "_AHEAD": ("alvh_helpers.vix.rolls", "_AHEAD"),
    "_targets": ("alvh_helpers.vix.rolls", "_targets"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "next_sessions": ("alvh_helpers.vix.futures", "next_sessions"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
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
