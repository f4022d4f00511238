"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.surface"
_TABLE = {
    "Smile": ("alvh_helpers.pricing.surface", "Smile"),
    "FlatSurface": ("alvh_helpers.pricing.surface", "FlatSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "Floats": ("alvh_helpers.pricing.surface", "Floats"),
    "_check_level": ("alvh_helpers.pricing.surface", "_check_level"),
    "VIX3M_BETA": ("alvh_helpers.pricing.surface", "VIX3M_BETA"),
    "flat_surface": ("alvh_helpers.pricing.surface", "flat_surface"),
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "read_only": ("alvh_helpers.arrays", "read_only"),
    "years_left": ("alvh_helpers.arrays", "years_left"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "SHORTEST_TIME": ("alvh_helpers.pricing.surface", "SHORTEST_TIME"),
    "bound_use": ("alvh_helpers.pricing.surface", "bound_use"),
    "regime_row": ("alvh_helpers.pricing.surface", "regime_row"),
    "Skew": ("alvh_helpers.pricing.smile", "Skew"),
    "skew_measures": ("alvh_helpers.pricing.smile", "skew_measures"),
    "total_variance": ("alvh_helpers.pricing.smile", "total_variance"),
    "swap_total_variance": ("alvh_helpers.pricing.surface", "swap_total_variance"),
    "atm_total_variance": ("alvh_helpers.pricing.smile", "atm_total_variance"),
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
