"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.scenarios"
_TABLE = {
    "sum_legs": ("alvh_helpers.pricing.scenarios", "sum_legs"),
    "Attribution": ("alvh_helpers.pricing.scenarios", "Attribution"),
    "Floats": ("alvh_helpers.pricing.scenarios", "Floats"),
    "attribute_move": ("alvh_helpers.pricing.scenarios", "attribute_move"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "option_greeks": ("alvh_helpers.pricing.greeks", "option_greeks"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "FlatSurface": ("alvh_helpers.pricing.surface", "FlatSurface"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
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
