"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb03_volatility_surface.widgets"
_TABLE = {
    "_FLAGS": ("alvh_helpers.course.nb03_volatility_surface.widgets", "_FLAGS"),
    "surface_explorer": ("alvh_helpers.course.nb03_volatility_surface.widgets", "surface_explorer"),
    "Placed": ("alvh_helpers.course.nb03_volatility_surface.widgets", "Placed"),
    "smile_view": ("alvh_helpers.course.nb03_volatility_surface.widgets", "smile_view"),
    "place_condor": ("alvh_helpers.course.nb03_volatility_surface.widgets", "place_condor"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "log_moneyness_at_delta": ("alvh_helpers.pricing.smile", "log_moneyness_at_delta"),
    "FlatSurface": ("alvh_helpers.pricing.surface", "FlatSurface"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "flat_surface": ("alvh_helpers.pricing.surface", "flat_surface"),
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
