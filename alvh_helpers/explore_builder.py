"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.widgets"
_TABLE = {
    "build_structure": ("alvh_helpers.course.nb05_vega_positive.widgets", "build_structure"),
    "_facts": ("alvh_helpers.course.nb05_vega_positive.widgets", "_facts"),
    "_write": ("alvh_helpers.course.nb05_vega_positive.widgets", "_write"),
    "structure_builder": ("alvh_helpers.course.nb05_vega_positive.widgets", "structure_builder"),
    "_shorts": ("alvh_helpers.course.nb05_vega_positive.widgets", "_shorts"),
    "Structure": ("alvh_helpers.course.nb05_vega_positive.widgets", "Structure"),
    "structure_view": ("alvh_helpers.course.nb05_vega_positive.widgets", "structure_view"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "next_spx_expiry": ("alvh_helpers.market.calendar", "next_spx_expiry"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "profit_over_spot": ("alvh_helpers.positions.payoff", "profit_over_spot"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "Build": ("alvh_helpers.course.nb05_vega_positive.builds", "Build"),
    "land": ("alvh_helpers.course.nb05_vega_positive.builds", "land"),
    "vix_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "vix_vega"),
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
