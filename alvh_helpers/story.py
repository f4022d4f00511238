"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.ledger"
_TABLE = {
    "_account": ("alvh_helpers.simulation.ledger", "_account"),
    "_decided": ("alvh_helpers.simulation.ledger", "_decided"),
    "_votes": ("alvh_helpers.simulation.ledger", "_votes"),
    "_DEEDS": ("alvh_helpers.simulation.ledger", "_DEEDS"),
    "_layers": ("alvh_helpers.simulation.ledger", "_layers"),
    "_market": ("alvh_helpers.simulation.ledger", "_market"),
    "_reason": ("alvh_helpers.simulation.ledger", "_reason"),
    "_near": ("alvh_helpers.simulation.ledger", "_near"),
    "explain_day": ("alvh_helpers.simulation.ledger", "explain_day"),
    "nearest_short": ("alvh_helpers.simulation.condors", "nearest_short"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
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
