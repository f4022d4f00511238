"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.widgets"
_TABLE = {
    "_toll": ("alvh_helpers.course.nb11_crash_replays.widgets", "_toll"),
    "Ints": ("alvh_helpers.course.nb11_crash_replays.widgets", "Ints"),
    "_MOST": ("alvh_helpers.course.nb11_crash_replays.widgets", "_MOST"),
    "rules_account": ("alvh_helpers.course.nb11_crash_replays.widgets", "rules_account"),
    "Order": ("alvh_helpers.course.nb11_crash_replays.widgets", "Order"),
    "_LEAST_DAYS": ("alvh_helpers.course.nb11_crash_replays.widgets", "_LEAST_DAYS"),
    "told": ("alvh_helpers.course.nb11_crash_replays.widgets", "told"),
    "paper_account": ("alvh_helpers.course.nb11_crash_replays.widgets", "paper_account"),
    "Floats": ("alvh_helpers.course.nb11_crash_replays.widgets", "Floats"),
    "_condors": ("alvh_helpers.course.nb11_crash_replays.widgets", "_condors"),
    "_futures": ("alvh_helpers.course.nb11_crash_replays.widgets", "_futures"),
    "_standing": ("alvh_helpers.course.nb11_crash_replays.widgets", "_standing"),
    "MINI": ("alvh_helpers.course.nb11_crash_replays.widgets", "MINI"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
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
