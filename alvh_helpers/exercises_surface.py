"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb03_volatility_surface.exercises"
_TABLE = {
    "_STRIP": ("alvh_helpers.course.nb03_volatility_surface.exercises", "_STRIP"),
    "SURFACE": ("alvh_helpers.course.nb03_volatility_surface.exercises", "SURFACE"),
    "_short_side": ("alvh_helpers.course.nb03_volatility_surface.exercises", "_short_side"),
    "_flat_call": ("alvh_helpers.course.nb03_volatility_surface.exercises", "_flat_call"),
    "_surface_move": ("alvh_helpers.course.nb03_volatility_surface.exercises", "_surface_move"),
    "_vix_call": ("alvh_helpers.course.nb03_volatility_surface.exercises", "_vix_call"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "log_moneyness_at_delta": ("alvh_helpers.pricing.smile", "log_moneyness_at_delta"),
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
