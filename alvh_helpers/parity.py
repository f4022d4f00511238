"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.parity"
_TABLE = {
    "_forward_strike": ("alvh_helpers.positions.parity", "_forward_strike"),
    "_STEP": ("alvh_helpers.positions.parity", "_STEP"),
    "parity_residual": ("alvh_helpers.positions.parity", "parity_residual"),
    "synthetic_forward": ("alvh_helpers.positions.parity", "synthetic_forward"),
    "financed": ("alvh_helpers.positions.parity", "financed"),
    "conversion": ("alvh_helpers.positions.parity", "conversion"),
    "_facts": ("alvh_helpers.positions.parity", "_facts"),
    "reversal": ("alvh_helpers.positions.parity", "reversal"),
    "box_residual": ("alvh_helpers.positions.parity", "box_residual"),
    "box": ("alvh_helpers.positions.parity", "box"),
    "Floats": ("alvh_helpers.positions.parity", "Floats"),
    "what_it_moves": ("alvh_helpers.positions.parity", "what_it_moves"),
    "_locked": ("alvh_helpers.positions.parity", "_locked"),
    "mispricing_gain": ("alvh_helpers.positions.parity", "mispricing_gain"),
    "box_rate": ("alvh_helpers.positions.parity", "box_rate"),
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
