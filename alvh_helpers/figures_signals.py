"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.figures"
_TABLE = {
    "_HATCH": ("alvh_helpers.course.nb09_signals.figures", "_HATCH"),
    "_LEAST_SESSIONS": ("alvh_helpers.course.nb09_signals.figures", "_LEAST_SESSIONS"),
    "year_of_signals": ("alvh_helpers.course.nb09_signals.figures", "year_of_signals"),
    "_signal_line": ("alvh_helpers.course.nb09_signals.figures", "_signal_line"),
    "k12_moves": ("alvh_helpers.course.nb09_signals.figures", "k12_moves"),
    "lift_dots": ("alvh_helpers.course.nb09_signals.figures", "lift_dots"),
    "_SHOWN": ("alvh_helpers.course.nb09_signals.figures", "_SHOWN"),
    "_year_legend": ("alvh_helpers.course.nb09_signals.figures", "_year_legend"),
    "_market_panel": ("alvh_helpers.course.nb09_signals.figures", "_market_panel"),
    "_event": ("alvh_helpers.course.nb09_signals.figures", "_event"),
    "vote_strip": ("alvh_helpers.course.nb09_signals.figures", "vote_strip"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "EDGE": ("alvh_helpers.course.nb09_signals.storms", "EDGE"),
    "standing": ("alvh_helpers.course.nb09_signals.storms", "standing"),
    "spike_ahead": ("alvh_helpers.course.nb09_signals.record", "spike_ahead"),
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
