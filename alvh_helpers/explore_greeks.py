"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb02_condor_greeks.widgets"
_TABLE = {
    "greeks_explorer": ("alvh_helpers.course.nb02_condor_greeks.widgets", "greeks_explorer"),
    "dollar_greeks": ("alvh_helpers.course.nb02_condor_greeks.widgets", "dollar_greeks"),
    "Floats": ("alvh_helpers.course.nb02_condor_greeks.widgets", "Floats"),
    "surface_of_day": ("alvh_helpers.course.nb02_condor_greeks.widgets", "surface_of_day"),
    "eve_of": ("alvh_helpers.course.nb02_condor_greeks.widgets", "eve_of"),
    "greeks_view": ("alvh_helpers.course.nb02_condor_greeks.widgets", "greeks_view"),
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "condor_greeks": ("alvh_helpers.positions.condor", "condor_greeks"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Day": ("alvh_helpers.market.history", "Day"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
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
