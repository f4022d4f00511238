"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.rolls"
_TABLE = {
    "_DAYS_A_YEAR": ("alvh_helpers.vix.rolls", "_DAYS_A_YEAR"),
    "_strikes": ("alvh_helpers.vix.rolls", "_strikes"),
    "PARTS": ("alvh_helpers.vix.rolls", "PARTS"),
    "_holdings": ("alvh_helpers.vix.rolls", "_holdings"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "Floats": ("alvh_helpers.vix.rolls", "Floats"),
    "_days_left": ("alvh_helpers.vix.rolls", "_days_left"),
    "_CALM_VIX": ("alvh_helpers.vix.rolls", "_CALM_VIX"),
    "_with_trades": ("alvh_helpers.vix.rolls", "_with_trades"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "_nightly": ("alvh_helpers.vix.rolls", "_nightly"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "Schedule": ("alvh_helpers.vix.rolls", "Schedule"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
    "schedule": ("alvh_helpers.vix.rolls", "schedule"),
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "strike_at_delta": ("alvh_helpers.vix.options", "strike_at_delta"),
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
