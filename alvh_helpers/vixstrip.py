"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.index"
_TABLE = {
    "_select": ("alvh_helpers.vix.index", "_select"),
    "Strip": ("alvh_helpers.vix.index", "Strip"),
    "_spacing": ("alvh_helpers.vix.index", "_spacing"),
    "_check_strip": ("alvh_helpers.vix.index", "_check_strip"),
    "surface_quotes": ("alvh_helpers.vix.index", "surface_quotes"),
    "_alive": ("alvh_helpers.vix.index", "_alive"),
    "vix_index": ("alvh_helpers.vix.index", "vix_index"),
    "Floats": ("alvh_helpers.vix.index", "Floats"),
    "vix_from_strip": ("alvh_helpers.vix.index", "vix_from_strip"),
    "_parity_forward": ("alvh_helpers.vix.index", "_parity_forward"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
