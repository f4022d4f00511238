"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.ledger"
_TABLE = {
    "_market": ("alvh_helpers.simulation.ledger", "_market"),
    "explain_day": ("alvh_helpers.simulation.ledger", "explain_day"),
    "_account": ("alvh_helpers.simulation.ledger", "_account"),
    "_DEEDS": ("alvh_helpers.simulation.ledger", "_DEEDS"),
    "_votes": ("alvh_helpers.simulation.ledger", "_votes"),
    "_reason": ("alvh_helpers.simulation.ledger", "_reason"),
    "_decided": ("alvh_helpers.simulation.ledger", "_decided"),
    "_layers": ("alvh_helpers.simulation.ledger", "_layers"),
    "_near": ("alvh_helpers.simulation.ledger", "_near"),
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
