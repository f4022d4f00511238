"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.figures"
_TABLE = {
    "_panel": ("alvh_helpers.course.nb11_crash_replays.figures", "_panel"),
    "_COLUMNS": ("alvh_helpers.course.nb11_crash_replays.figures", "_COLUMNS"),
    "_wrapped": ("alvh_helpers.course.nb11_crash_replays.figures", "_wrapped"),
    "_GREY": ("alvh_helpers.course.nb11_crash_replays.figures", "_GREY"),
    "_headline": ("alvh_helpers.course.nb11_crash_replays.figures", "_headline"),
    "profit_by_source": ("alvh_helpers.course.nb11_crash_replays.figures", "profit_by_source"),
    "_finding": ("alvh_helpers.course.nb11_crash_replays.figures", "_finding"),
    "_VIX_TOP": ("alvh_helpers.course.nb11_crash_replays.figures", "_VIX_TOP"),
    "gallery": ("alvh_helpers.course.nb11_crash_replays.figures", "gallery"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "stack": ("alvh_helpers.course.nb11_crash_replays.figures", "stack"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
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
