"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.figures"
_TABLE = {
    "stack": ("alvh_helpers.course.nb11_crash_replays.figures", "stack"),
    "_by_start": ("alvh_helpers.course.nb11_crash_replays.figures", "_by_start"),
    "SOURCES": ("alvh_helpers.course.nb11_crash_replays.figures", "SOURCES"),
    "_PLAIN": ("alvh_helpers.course.nb11_crash_replays.figures", "_PLAIN"),
    "dumbbells": ("alvh_helpers.course.nb11_crash_replays.figures", "dumbbells"),
    "_SHADE": ("alvh_helpers.course.nb11_crash_replays.figures", "_SHADE"),
    "start_dots": ("alvh_helpers.course.nb11_crash_replays.figures", "start_dots"),
    "regret": ("alvh_helpers.course.nb11_crash_replays.figures", "regret"),
    "accounts": ("alvh_helpers.course.nb11_crash_replays.figures", "accounts"),
    "one_replay": ("alvh_helpers.course.nb11_crash_replays.figures", "one_replay"),
    "_dots": ("alvh_helpers.course.nb11_crash_replays.figures", "_dots"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
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
