"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.book"
_TABLE = {
    "Book": ("alvh_helpers.positions.book", "Book"),
    "_present": ("alvh_helpers.positions.book", "_present"),
    "_legs": ("alvh_helpers.positions.book", "_legs"),
    "Number": ("alvh_helpers.positions.book", "Number"),
    "Floats": ("alvh_helpers.positions.book", "Floats"),
    "book": ("alvh_helpers.positions.book", "book"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Leg": ("alvh_helpers.positions.legs", "Leg"),
    "cash": ("alvh_helpers.positions.legs", "cash"),
    "etn_shares": ("alvh_helpers.positions.legs", "etn_shares"),
    "spx_option": ("alvh_helpers.positions.legs", "spx_option"),
    "vix_option": ("alvh_helpers.positions.legs", "vix_option"),
    "vx_future": ("alvh_helpers.positions.legs", "vx_future"),
    "vxm_future": ("alvh_helpers.positions.legs", "vxm_future"),
    "Margin": ("alvh_helpers.positions.margin", "Margin"),
    "Uncovered": ("alvh_helpers.positions.margin", "Uncovered"),
    "margin": ("alvh_helpers.positions.margin", "margin"),
    "Greeks": ("alvh_helpers.positions.valuation", "Greeks"),
    "Marks": ("alvh_helpers.positions.valuation", "Marks"),
    "mark": ("alvh_helpers.positions.valuation", "mark"),
    "EtnQuote": ("alvh_helpers.positions.valuation", "EtnQuote"),
    "PricingContext": ("alvh_helpers.positions.valuation", "PricingContext"),
    "VegaBeta": ("alvh_helpers.positions.valuation", "VegaBeta"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "mark_table": ("alvh_helpers.positions.book", "mark_table"),
    "ticket_table": ("alvh_helpers.positions.book", "ticket_table"),
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
