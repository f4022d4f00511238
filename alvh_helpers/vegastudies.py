"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.builds"
_TABLE = {
    "_STEP": ("alvh_helpers.course.nb05_vega_positive.builds", "_STEP"),
    "strikes_at": ("alvh_helpers.course.nb05_vega_positive.builds", "strikes_at"),
    "_legs": ("alvh_helpers.course.nb05_vega_positive.builds", "_legs"),
    "usual_vix3m": ("alvh_helpers.course.nb05_vega_positive.builds", "usual_vix3m"),
    "Build": ("alvh_helpers.course.nb05_vega_positive.builds", "Build"),
    "listed_width": ("alvh_helpers.course.nb05_vega_positive.builds", "listed_width"),
    "net_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "net_vega"),
    "spread_sums": ("alvh_helpers.course.nb05_vega_positive.builds", "spread_sums"),
    "CLAIMED": ("alvh_helpers.course.nb05_vega_positive.builds", "CLAIMED"),
    "leg_values": ("alvh_helpers.course.nb05_vega_positive.builds", "leg_values"),
    "vix_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "vix_vega"),
    "land": ("alvh_helpers.course.nb05_vega_positive.builds", "land"),
    "_quantities": ("alvh_helpers.course.nb05_vega_positive.builds", "_quantities"),
    "width_for_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "width_for_vega"),
    "Floats": ("alvh_helpers.course.nb05_vega_positive.builds", "Floats"),
    "replayed": ("alvh_helpers.course.nb05_vega_positive.builds", "replayed"),
    "_VIX_STEP": ("alvh_helpers.course.nb05_vega_positive.builds", "_VIX_STEP"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "OptionValues": ("alvh_helpers.pricing.black", "OptionValues"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "next_spx_expiry": ("alvh_helpers.market.calendar", "next_spx_expiry"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "condor": ("alvh_helpers.positions.condor", "condor"),
    "surface_of": ("alvh_helpers.positions.condor", "surface_of"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "bracketed_roots": ("alvh_helpers.arrays", "bracketed_roots"),
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
