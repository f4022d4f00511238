"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.after_spikes"
_TABLE = {
    "premium_rules": ("alvh_helpers.course.nb07_time_shift.after_spikes", "premium_rules"),
    "premium_by_episode": ("alvh_helpers.course.nb07_time_shift.after_spikes", "premium_by_episode"),
    "premium_summary": ("alvh_helpers.course.nb07_time_shift.after_spikes", "premium_summary"),
    "after_crest": ("alvh_helpers.signals.technical", "after_crest"),
    "episodes_above": ("alvh_helpers.market.history", "episodes_above"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "PARTS": ("alvh_helpers.vix.rolls", "PARTS"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
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
