"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.widgets"
_TABLE = {
    "_EARLIER": ("alvh_helpers.course.nb11_crash_replays.widgets", "_EARLIER"),
    "stepper_explorer": ("alvh_helpers.course.nb11_crash_replays.widgets", "stepper_explorer"),
    "_vix": ("alvh_helpers.course.nb11_crash_replays.widgets", "_vix"),
    "_index": ("alvh_helpers.course.nb11_crash_replays.widgets", "_index"),
    "Walk": ("alvh_helpers.course.nb11_crash_replays.widgets", "Walk"),
    "step_view": ("alvh_helpers.course.nb11_crash_replays.widgets", "step_view"),
    "_LOOK_BACK": ("alvh_helpers.course.nb11_crash_replays.widgets", "_LOOK_BACK"),
    "_accounts": ("alvh_helpers.course.nb11_crash_replays.widgets", "_accounts"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
    "choice": ("alvh_helpers.course.notebook", "choice"),
    "Order": ("alvh_helpers.course.nb11_crash_replays.widgets", "Order"),
    "paper_account": ("alvh_helpers.course.nb11_crash_replays.widgets", "paper_account"),
    "rules_account": ("alvh_helpers.course.nb11_crash_replays.widgets", "rules_account"),
    "told": ("alvh_helpers.course.nb11_crash_replays.widgets", "told"),
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
