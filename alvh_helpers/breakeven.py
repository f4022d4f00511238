"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.scenarios"
_TABLE = {
    "_range": ("alvh_helpers.pricing.scenarios", "_range"),
    "_grid": ("alvh_helpers.pricing.scenarios", "_grid"),
    "leg_profit": ("alvh_helpers.pricing.scenarios", "leg_profit"),
    "Floats": ("alvh_helpers.pricing.scenarios", "Floats"),
    "break_even_vix": ("alvh_helpers.pricing.scenarios", "break_even_vix"),
    "break_even_spots": ("alvh_helpers.pricing.scenarios", "break_even_spots"),
    "_roots": ("alvh_helpers.pricing.scenarios", "_roots"),
    "Profit": ("alvh_helpers.pricing.scenarios", "Profit"),
    "break_even_curves": ("alvh_helpers.pricing.scenarios", "break_even_curves"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "VIX3M_BETA": ("alvh_helpers.pricing.surface", "VIX3M_BETA"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
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
