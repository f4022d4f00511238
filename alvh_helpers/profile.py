"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.payoff"
_TABLE = {
    "_check_book": ("alvh_helpers.positions.payoff", "_check_book"),
    "profit_function": ("alvh_helpers.positions.payoff", "profit_function"),
    "_nodes": ("alvh_helpers.positions.payoff", "_nodes"),
    "_first_expiry": ("alvh_helpers.positions.payoff", "_first_expiry"),
    "_INV_SQRT_2PI": ("alvh_helpers.positions.payoff", "_INV_SQRT_2PI"),
    "_extreme": ("alvh_helpers.positions.payoff", "_extreme"),
    "Floats": ("alvh_helpers.positions.payoff", "Floats"),
    "_SCAN": ("alvh_helpers.positions.payoff", "_SCAN"),
    "profit_over_spot": ("alvh_helpers.positions.payoff", "profit_over_spot"),
    "break_even_spots": ("alvh_helpers.positions.payoff", "break_even_spots"),
    "probability_below": ("alvh_helpers.positions.payoff", "probability_below"),
    "probability_of_profit": ("alvh_helpers.positions.payoff", "probability_of_profit"),
    "profit_extremes": ("alvh_helpers.positions.payoff", "profit_extremes"),
    "Book": ("alvh_helpers.positions.book", "Book"),
    "Profit": ("alvh_helpers.pricing.scenarios", "Profit"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "sign_changes": ("alvh_helpers.arrays", "sign_changes"),
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
