"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.storms"
_TABLE = {
    "standing": ("alvh_helpers.course.nb09_signals.storms", "standing"),
    "clusters": ("alvh_helpers.course.nb09_signals.storms", "clusters"),
    "Lifts": ("alvh_helpers.course.nb09_signals.storms", "Lifts"),
    "leads": ("alvh_helpers.course.nb09_signals.storms", "leads"),
    "warning_record": ("alvh_helpers.course.nb09_signals.storms", "warning_record"),
    "EDGE": ("alvh_helpers.course.nb09_signals.storms", "EDGE"),
    "verdict": ("alvh_helpers.course.nb09_signals.storms", "verdict"),
    "Floats": ("alvh_helpers.course.nb09_signals.storms", "Floats"),
    "ACCOUNT_EDGE": ("alvh_helpers.course.nb09_signals.storms", "ACCOUNT_EDGE"),
    "lifts": ("alvh_helpers.course.nb09_signals.storms", "lifts"),
    "quorum_votes": ("alvh_helpers.course.nb09_signals.storms", "quorum_votes"),
    "at_least_by_luck": ("alvh_helpers.course.nb09_signals.storms", "at_least_by_luck"),
    "first_jumps": ("alvh_helpers.course.nb09_signals.storms", "first_jumps"),
    "lift_table": ("alvh_helpers.course.nb09_signals.storms", "lift_table"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "reached": ("alvh_helpers.course.nb09_signals.record", "reached"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
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
