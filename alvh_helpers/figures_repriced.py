"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb03_volatility_surface.figures"
_TABLE = {
    "chances_by_surface": ("alvh_helpers.course.nb03_volatility_surface.figures", "chances_by_surface"),
    "vol_space": ("alvh_helpers.course.nb03_volatility_surface.figures", "vol_space"),
    "Floats": ("alvh_helpers.course.nb03_volatility_surface.figures", "Floats"),
    "mean_profits": ("alvh_helpers.course.nb03_volatility_surface.figures", "mean_profits"),
    "vix_calls": ("alvh_helpers.course.nb03_volatility_surface.figures", "vix_calls"),
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
