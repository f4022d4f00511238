"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.rolls"
_TABLE = {
    "schedule": ("alvh_helpers.vix.rolls", "schedule"),
    "_bools": ("alvh_helpers.vix.rolls", "_bools"),
    "Schedule": ("alvh_helpers.vix.rolls", "Schedule"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "_targets": ("alvh_helpers.vix.rolls", "_targets"),
    "Signal": ("alvh_helpers.vix.rolls", "Signal"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "Tenor": ("alvh_helpers.vix.rolls", "Tenor"),
    "_FARTHEST": ("alvh_helpers.vix.rolls", "_FARTHEST"),
    "_AHEAD": ("alvh_helpers.vix.rolls", "_AHEAD"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
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
