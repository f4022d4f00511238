"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.after_spikes"
_TABLE = {
    "_APART": ("alvh_helpers.market.history", "_APART"),
    "forward_returns": ("alvh_helpers.course.nb07_time_shift.after_spikes", "forward_returns"),
    "episodes_above": ("alvh_helpers.market.history", "episodes_above"),
    "_LEAST_DAYS": ("alvh_helpers.course.nb07_time_shift.after_spikes", "_LEAST_DAYS"),
    "_call_returns": ("alvh_helpers.course.nb07_time_shift.after_spikes", "_call_returns"),
    "Floats": ("alvh_helpers.course.nb07_time_shift.after_spikes", "Floats"),
    "buying_high": ("alvh_helpers.course.nb07_time_shift.after_spikes", "buying_high"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "etn_index": ("alvh_helpers.vix.etn", "etn_index"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "schedule": ("alvh_helpers.vix.rolls", "schedule"),
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "contract_gain": ("alvh_helpers.vix.futures", "contract_gain"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "strike_at_delta": ("alvh_helpers.vix.options", "strike_at_delta"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
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
