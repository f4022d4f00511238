"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.market.history"
_TABLE = {
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "Episode": ("alvh_helpers.market.history", "Episode"),
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
