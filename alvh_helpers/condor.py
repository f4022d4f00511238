"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.condor"
_TABLE = {
    "ratio_condor": ("alvh_helpers.positions.condor", "ratio_condor"),
    "_build": ("alvh_helpers.positions.condor", "_build"),
    "Floats": ("alvh_helpers.positions.condor", "Floats"),
    "diagonal_condor": ("alvh_helpers.positions.condor", "diagonal_condor"),
    "condor_summary": ("alvh_helpers.positions.condor", "condor_summary"),
    "iron_condor": ("alvh_helpers.positions.condor", "iron_condor"),
    "condor_greeks": ("alvh_helpers.positions.condor", "condor_greeks"),
    "_edges": ("alvh_helpers.positions.condor", "_edges"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "Condor": ("alvh_helpers.positions.condor", "Condor"),
    "check_terms": ("alvh_helpers.positions.condor", "check_terms"),
    "condor": ("alvh_helpers.positions.condor", "condor"),
    "surface_of": ("alvh_helpers.positions.condor", "surface_of"),
    "distance": ("alvh_helpers.positions.drift", "distance"),
    "drift": ("alvh_helpers.positions.drift", "drift"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "OptionGreeks": ("alvh_helpers.pricing.greeks", "OptionGreeks"),
    "option_greeks": ("alvh_helpers.pricing.greeks", "option_greeks"),
    "break_even_spots": ("alvh_helpers.positions.payoff", "break_even_spots"),
    "probability_of_profit": ("alvh_helpers.positions.payoff", "probability_of_profit"),
    "profit_extremes": ("alvh_helpers.positions.payoff", "profit_extremes"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
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
