"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.condor"
_TABLE = {
    "condor": ("alvh_helpers.positions.condor", "condor"),
    "check_terms": ("alvh_helpers.positions.condor", "check_terms"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "surface_of": ("alvh_helpers.positions.condor", "surface_of"),
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "condor_strikes": ("alvh_helpers.positions.strikes", "condor_strikes"),
    "Book": ("alvh_helpers.positions.book", "Book"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "spx_option": ("alvh_helpers.positions.legs", "spx_option"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
