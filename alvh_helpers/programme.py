"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.condors"
_TABLE = {
    "Pair": ("alvh_helpers.strategy.policy", "Pair"),
    "_DAY": ("alvh_helpers.simulation.condors", "_DAY"),
    "Ints": ("alvh_helpers.simulation.condors", "Ints"),
    "Dates": ("alvh_helpers.simulation.condors", "Dates"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "_FIVE_WEEKS": ("alvh_helpers.strategy.policy", "_FIVE_WEEKS"),
    "nearest_expiry": ("alvh_helpers.simulation.condors", "nearest_expiry"),
    "LAST_WEEK": ("alvh_helpers.strategy.policy", "LAST_WEEK"),
    "_CALENDAR_DAYS": ("alvh_helpers.strategy.policy", "_CALENDAR_DAYS"),
    "sale_days": ("alvh_helpers.simulation.condors", "sale_days"),
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
