"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.pools"
_TABLE = {
    "_value": ("alvh_helpers.course.nb04_drift.pools", "_value"),
    "still_profits": ("alvh_helpers.course.nb04_drift.pools", "still_profits"),
    "still_vix_profit": ("alvh_helpers.course.nb04_drift.pools", "still_vix_profit"),
    "pool_misses": ("alvh_helpers.course.nb04_drift.pools", "pool_misses"),
    "Floats": ("alvh_helpers.course.nb04_drift.pools", "Floats"),
    "_SIDES": ("alvh_helpers.course.nb04_drift.pools", "_SIDES"),
    "along_path": ("alvh_helpers.course.nb04_drift.pools", "along_path"),
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "beside_pool": ("alvh_helpers.course.nb04_drift.pools", "beside_pool"),
    "matching_pool": ("alvh_helpers.course.nb04_drift.pools", "matching_pool"),
    "pool_profit": ("alvh_helpers.course.nb04_drift.pools", "pool_profit"),
    "CondorHistory": ("alvh_helpers.course.nb04_drift.history", "CondorHistory"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "Market": ("alvh_helpers.market.history", "Market"),
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
