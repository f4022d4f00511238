"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.parity"
_TABLE = {
    "_forward_strike": ("alvh_helpers.positions.parity", "_forward_strike"),
    "box": ("alvh_helpers.positions.parity", "box"),
    "parity_residual": ("alvh_helpers.positions.parity", "parity_residual"),
    "Floats": ("alvh_helpers.positions.parity", "Floats"),
    "conversion": ("alvh_helpers.positions.parity", "conversion"),
    "reversal": ("alvh_helpers.positions.parity", "reversal"),
    "_locked": ("alvh_helpers.positions.parity", "_locked"),
    "box_residual": ("alvh_helpers.positions.parity", "box_residual"),
    "financed": ("alvh_helpers.positions.parity", "financed"),
    "_facts": ("alvh_helpers.positions.parity", "_facts"),
    "box_rate": ("alvh_helpers.positions.parity", "box_rate"),
    "mispricing_gain": ("alvh_helpers.positions.parity", "mispricing_gain"),
    "what_it_moves": ("alvh_helpers.positions.parity", "what_it_moves"),
    "synthetic_forward": ("alvh_helpers.positions.parity", "synthetic_forward"),
    "_STEP": ("alvh_helpers.positions.parity", "_STEP"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "Book": ("alvh_helpers.positions.book", "Book"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "spx_option": ("alvh_helpers.positions.legs", "spx_option"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "break_even_spots": ("alvh_helpers.positions.payoff", "break_even_spots"),
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
