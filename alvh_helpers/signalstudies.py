"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.record"
_TABLE = {
    "spike_ahead": ("alvh_helpers.course.nb09_signals.record", "spike_ahead"),
    "_against_all": ("alvh_helpers.course.nb09_signals.record", "_against_all"),
    "group_means": ("alvh_helpers.course.nb09_signals.record", "group_means"),
    "trigger_record": ("alvh_helpers.course.nb09_signals.record", "trigger_record"),
    "_like": ("alvh_helpers.course.nb09_signals.record", "_like"),
    "score": ("alvh_helpers.course.nb09_signals.record", "score"),
    "_share": ("alvh_helpers.course.nb09_signals.record", "_share"),
    "Bools": ("alvh_helpers.course.nb09_signals.record", "Bools"),
    "Floats": ("alvh_helpers.course.nb09_signals.record", "Floats"),
    "vix_rsi_study": ("alvh_helpers.course.nb09_signals.record", "vix_rsi_study"),
    "like_days": ("alvh_helpers.course.nb09_signals.record", "like_days"),
    "forward_moves": ("alvh_helpers.course.nb09_signals.record", "forward_moves"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "TechnicalRules": ("alvh_helpers.signals.technical", "TechnicalRules"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "technical_readings": ("alvh_helpers.signals.technical", "technical_readings"),
    "front_gain": ("alvh_helpers.vix.futures", "front_gain"),
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
