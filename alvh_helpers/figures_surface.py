"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb03_volatility_surface.figures"
_TABLE = {
    "_log_vol_axis": ("alvh_helpers.course.nb03_volatility_surface.figures", "_log_vol_axis"),
    "smiles_and_terms": ("alvh_helpers.course.nb03_volatility_surface.figures", "smiles_and_terms"),
    "remarked_paths": ("alvh_helpers.course.nb03_volatility_surface.figures", "remarked_paths"),
    "_name_smile_axes": ("alvh_helpers.course.nb03_volatility_surface.figures", "_name_smile_axes"),
    "_TICKS": ("alvh_helpers.course.nb03_volatility_surface.figures", "_TICKS"),
    "ROLES": ("alvh_helpers.course.nb03_volatility_surface.figures", "ROLES"),
    "fit_lines": ("alvh_helpers.course.nb03_volatility_surface.figures", "fit_lines"),
    "strip_shares": ("alvh_helpers.course.nb03_volatility_surface.figures", "strip_shares"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
