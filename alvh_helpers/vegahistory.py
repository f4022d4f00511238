"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.history"
_TABLE = {
    "_nearest_expiries": ("alvh_helpers.course.nb05_vega_positive.history", "_nearest_expiries"),
    "_ONE_DAY": ("alvh_helpers.course.nb05_vega_positive.history", "_ONE_DAY"),
    "_surfaces": ("alvh_helpers.course.nb05_vega_positive.history", "_surfaces"),
    "_COLUMNS": ("alvh_helpers.course.nb05_vega_positive.history", "_COLUMNS"),
    "_opened": ("alvh_helpers.course.nb05_vega_positive.history", "_opened"),
    "_sell": ("alvh_helpers.course.nb05_vega_positive.history", "_sell"),
    "programme": ("alvh_helpers.course.nb05_vega_positive.history", "programme"),
    "nights_table": ("alvh_helpers.course.nb05_vega_positive.history", "nights_table"),
    "Floats": ("alvh_helpers.course.nb05_vega_positive.history", "Floats"),
    "held_table": ("alvh_helpers.course.nb05_vega_positive.history", "held_table"),
    "_Sales": ("alvh_helpers.course.nb05_vega_positive.history", "_Sales"),
    "overnight": ("alvh_helpers.course.nb05_vega_positive.history", "overnight"),
    "moves_after": ("alvh_helpers.course.nb05_vega_positive.history", "moves_after"),
    "held": ("alvh_helpers.course.nb05_vega_positive.history", "held"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "next_spx_expiry": ("alvh_helpers.market.calendar", "next_spx_expiry"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "surface_of": ("alvh_helpers.positions.condor", "surface_of"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "margin": ("alvh_helpers.positions.margin", "margin"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "CLAIMED": ("alvh_helpers.course.nb05_vega_positive.builds", "CLAIMED"),
    "Build": ("alvh_helpers.course.nb05_vega_positive.builds", "Build"),
    "land": ("alvh_helpers.course.nb05_vega_positive.builds", "land"),
    "leg_values": ("alvh_helpers.course.nb05_vega_positive.builds", "leg_values"),
    "listed_width": ("alvh_helpers.course.nb05_vega_positive.builds", "listed_width"),
    "strikes_at": ("alvh_helpers.course.nb05_vega_positive.builds", "strikes_at"),
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
