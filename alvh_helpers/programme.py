"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.condors"
_TABLE = {
    "Pair": ("alvh_helpers.strategy.policy", "Pair"),
    "LAST_WEEK": ("alvh_helpers.strategy.policy", "LAST_WEEK"),
    "_FIVE_WEEKS": ("alvh_helpers.strategy.policy", "_FIVE_WEEKS"),
    "_CALENDAR_DAYS": ("alvh_helpers.strategy.policy", "_CALENDAR_DAYS"),
    "Dates": ("alvh_helpers.simulation.condors", "Dates"),
    "nearest_expiry": ("alvh_helpers.simulation.condors", "nearest_expiry"),
    "_DAY": ("alvh_helpers.simulation.condors", "_DAY"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "sale_days": ("alvh_helpers.simulation.condors", "sale_days"),
    "Ints": ("alvh_helpers.simulation.condors", "Ints"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
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
