"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.black"
_TABLE = {
    "_evaluate_few": ("alvh_helpers.pricing.black", "_evaluate_few"),
    "OptionValues": ("alvh_helpers.pricing.black", "OptionValues"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "_check_delta": ("alvh_helpers.pricing.black", "_check_delta"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "_check_growth": ("alvh_helpers.pricing.black", "_check_growth"),
    "strike_for_delta": ("alvh_helpers.pricing.black", "strike_for_delta"),
    "_sides": ("alvh_helpers.pricing.black", "_sides"),
    "_evaluate": ("alvh_helpers.pricing.black", "_evaluate"),
    "ImpliedVol": ("alvh_helpers.pricing.implied", "ImpliedVol"),
    "QuoteStatus": ("alvh_helpers.pricing.implied", "QuoteStatus"),
    "implied_vol": ("alvh_helpers.pricing.implied", "implied_vol"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "check": ("alvh_helpers.arrays", "check"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "BLOCK": ("alvh_helpers.pricing.black", "BLOCK"),
    "MOST_GROWTH": ("alvh_helpers.pricing.black", "MOST_GROWTH"),
    "NO_DEVIATION": ("alvh_helpers.pricing.black", "NO_DEVIATION"),
    "SCRATCH_ROWS": ("alvh_helpers.pricing.black", "SCRATCH_ROWS"),
    "signs": ("alvh_helpers.pricing.black", "signs"),
    "too_much_growth": ("alvh_helpers.pricing.black", "too_much_growth"),
    "value_block": ("alvh_helpers.pricing.black", "value_block"),
    "value_one": ("alvh_helpers.pricing.black", "value_one"),
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
