"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb04_drift.history"
_TABLE = {
    "KINDS": ("alvh_helpers.course.nb04_drift.history", "KINDS"),
    "condors_of_history": ("alvh_helpers.course.nb04_drift.history", "condors_of_history"),
    "_COLUMNS": ("alvh_helpers.course.nb04_drift.history", "_COLUMNS"),
    "middle_of": ("alvh_helpers.course.nb04_drift.history", "middle_of"),
    "_range": ("alvh_helpers.course.nb04_drift.history", "_range"),
    "_FLAGS": ("alvh_helpers.course.nb04_drift.history", "_FLAGS"),
    "Floats": ("alvh_helpers.course.nb04_drift.history", "Floats"),
    "CondorHistory": ("alvh_helpers.course.nb04_drift.history", "CondorHistory"),
    "_follow": ("alvh_helpers.course.nb04_drift.history", "_follow"),
    "_SIDES": ("alvh_helpers.course.nb04_drift.history", "_SIDES"),
    "path_kinds": ("alvh_helpers.course.nb04_drift.history", "path_kinds"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "OptionValues": ("alvh_helpers.pricing.black", "OptionValues"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "distance": ("alvh_helpers.positions.drift", "distance"),
    "drift": ("alvh_helpers.positions.drift", "drift"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
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
