"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.ledger"
_TABLE = {
    "Record": ("alvh_helpers.simulation.ledger", "Record"),
    "Floats": ("alvh_helpers.simulation.ledger", "Floats"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
    "leg_table": ("alvh_helpers.simulation.ledger", "leg_table"),
    "mark_table": ("alvh_helpers.simulation.ledger", "mark_table"),
    "trade_table": ("alvh_helpers.simulation.ledger", "trade_table"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "explain_day": ("alvh_helpers.simulation.ledger", "explain_day"),
    "Journal": ("alvh_helpers.simulation.account", "Journal"),
    "Plan": ("alvh_helpers.simulation.account", "Plan"),
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
