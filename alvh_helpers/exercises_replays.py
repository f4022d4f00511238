"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.exercises"
_TABLE = {
    "REPLAYS": ("alvh_helpers.course.nb11_crash_replays.exercises", "REPLAYS"),
    "_variation": ("alvh_helpers.course.nb11_crash_replays.exercises", "_variation"),
    "_spot": ("alvh_helpers.course.nb11_crash_replays.exercises", "_spot"),
    "_profit": ("alvh_helpers.course.nb11_crash_replays.exercises", "_profit"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "outcome": ("alvh_helpers.simulation.compare", "outcome"),
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
