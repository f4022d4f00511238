"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.maps"
_TABLE = {
    "landed_table": ("alvh_helpers.course.nb05_vega_positive.maps", "landed_table"),
    "usual_surface": ("alvh_helpers.course.nb05_vega_positive.maps", "usual_surface"),
    "waiting": ("alvh_helpers.course.nb05_vega_positive.maps", "waiting"),
    "sweep": ("alvh_helpers.course.nb05_vega_positive.maps", "sweep"),
    "_repeated": ("alvh_helpers.course.nb05_vega_positive.maps", "_repeated"),
    "range_table": ("alvh_helpers.course.nb05_vega_positive.maps", "range_table"),
    "plain_map": ("alvh_helpers.course.nb05_vega_positive.maps", "plain_map"),
    "all_plain": ("alvh_helpers.course.nb05_vega_positive.maps", "all_plain"),
    "_vix_vega": ("alvh_helpers.course.nb05_vega_positive.maps", "_vix_vega"),
    "Floats": ("alvh_helpers.course.nb05_vega_positive.maps", "Floats"),
    "beta_table": ("alvh_helpers.course.nb05_vega_positive.maps", "beta_table"),
    "_vega": ("alvh_helpers.course.nb05_vega_positive.maps", "_vega"),
    "into_crash": ("alvh_helpers.course.nb05_vega_positive.maps", "into_crash"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "condor_greeks": ("alvh_helpers.positions.condor", "condor_greeks"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "Day": ("alvh_helpers.market.history", "Day"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "Build": ("alvh_helpers.course.nb05_vega_positive.builds", "Build"),
    "net_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "net_vega"),
    "strikes_at": ("alvh_helpers.course.nb05_vega_positive.builds", "strikes_at"),
    "usual_vix3m": ("alvh_helpers.course.nb05_vega_positive.builds", "usual_vix3m"),
    "vix_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "vix_vega"),
    "width_for_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "width_for_vega"),
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
