"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.widgets"
_TABLE = {
    "_strip": ("alvh_helpers.course.nb09_signals.widgets", "_strip"),
    "_HATCH": ("alvh_helpers.course.nb09_signals.widgets", "_HATCH"),
    "_SAID": ("alvh_helpers.course.nb09_signals.widgets", "_SAID"),
    "_LONGEST_RULE": ("alvh_helpers.course.nb09_signals.widgets", "_LONGEST_RULE"),
    "dashboard_view": ("alvh_helpers.course.nb09_signals.widgets", "dashboard_view"),
    "_words": ("alvh_helpers.course.nb09_signals.widgets", "_words"),
    "dashboard": ("alvh_helpers.course.nb09_signals.widgets", "dashboard"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
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
