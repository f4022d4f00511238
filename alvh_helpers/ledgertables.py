"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.ledger"
_TABLE = {
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
    "_COLUMNS": ("alvh_helpers.simulation.ledger", "_COLUMNS"),
    "leg_table": ("alvh_helpers.simulation.ledger", "leg_table"),
    "mark_table": ("alvh_helpers.simulation.ledger", "mark_table"),
    "_variation": ("alvh_helpers.simulation.ledger", "_variation"),
    "_mark_on": ("alvh_helpers.simulation.ledger", "_mark_on"),
    "contract_label": ("alvh_helpers.simulation.ledger", "contract_label"),
    "trade_table": ("alvh_helpers.simulation.ledger", "trade_table"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
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
