"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.implied"
_TABLE = {
    "_householder_step": ("alvh_helpers.pricing.implied", "_householder_step"),
    "_read": ("alvh_helpers.pricing.implied", "_read"),
    "_classify": ("alvh_helpers.pricing.implied", "_classify"),
    "_total_deviation": ("alvh_helpers.pricing.implied", "_total_deviation"),
    "implied_vol": ("alvh_helpers.pricing.implied", "implied_vol"),
    "_guess_low": ("alvh_helpers.pricing.implied", "_guess_low"),
    "_MOST_GROWTH": ("alvh_helpers.pricing.implied", "_MOST_GROWTH"),
    "_STEPS": ("alvh_helpers.pricing.implied", "_STEPS"),
    "_solve_block": ("alvh_helpers.pricing.implied", "_solve_block"),
    "_BLOCK": ("alvh_helpers.pricing.implied", "_BLOCK"),
    "QuoteStatus": ("alvh_helpers.pricing.implied", "QuoteStatus"),
    "_HALF_LOG_2PI": ("alvh_helpers.pricing.implied", "_HALF_LOG_2PI"),
    "_INV_SQRT_2": ("alvh_helpers.pricing.implied", "_INV_SQRT_2"),
    "_ROUNDING": ("alvh_helpers.pricing.implied", "_ROUNDING"),
    "_INV_SQRT_2PI": ("alvh_helpers.pricing.implied", "_INV_SQRT_2PI"),
    "TERMS": ("alvh_helpers.pricing.implied", "TERMS"),
    "_SQRT_HALF_PI": ("alvh_helpers.pricing.implied", "_SQRT_HALF_PI"),
    "ImpliedVol": ("alvh_helpers.pricing.implied", "ImpliedVol"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "numeric_array": ("alvh_helpers.arrays", "numeric_array"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
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
