"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.surface"
_TABLE = {
    "_STEEPEST": ("alvh_helpers.pricing.surface", "_STEEPEST"),
    "SHORT_END": ("alvh_helpers.pricing.surface", "SHORT_END"),
    "LEAST_FORWARD": ("alvh_helpers.pricing.surface", "LEAST_FORWARD"),
    "forward_variance": ("alvh_helpers.pricing.surface", "forward_variance"),
    "Floats": ("alvh_helpers.pricing.surface", "Floats"),
    "swap_total_variance": ("alvh_helpers.pricing.surface", "swap_total_variance"),
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
