"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.black"
_TABLE = {
    "value_one": ("alvh_helpers.pricing.black", "value_one"),
    "too_much_growth": ("alvh_helpers.pricing.black", "too_much_growth"),
    "SCRATCH_ROWS": ("alvh_helpers.pricing.black", "SCRATCH_ROWS"),
    "_discount_factor": ("alvh_helpers.pricing.black", "_discount_factor"),
    "NO_DEVIATION": ("alvh_helpers.pricing.black", "NO_DEVIATION"),
    "_deviations": ("alvh_helpers.pricing.black", "_deviations"),
    "_discount": ("alvh_helpers.pricing.black", "_discount"),
    "_certain": ("alvh_helpers.pricing.black", "_certain"),
    "value_block": ("alvh_helpers.pricing.black", "value_block"),
    "_INV_SQRT_2": ("alvh_helpers.pricing.black", "_INV_SQRT_2"),
    "_INV_SQRT_2PI": ("alvh_helpers.pricing.black", "_INV_SQRT_2PI"),
    "_density": ("alvh_helpers.pricing.black", "_density"),
    "signs": ("alvh_helpers.pricing.black", "signs"),
    "MOST_GROWTH": ("alvh_helpers.pricing.black", "MOST_GROWTH"),
    "BLOCK": ("alvh_helpers.pricing.black", "BLOCK"),
    "_theta_and_rho": ("alvh_helpers.pricing.black", "_theta_and_rho"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
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
