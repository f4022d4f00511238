"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.record"
_TABLE = {
    "reached": ("alvh_helpers.course.nb09_signals.record", "reached"),
    "Floats": ("alvh_helpers.course.nb09_signals.record", "Floats"),
    "macro_help": ("alvh_helpers.course.nb09_signals.record", "macro_help"),
    "ablation": ("alvh_helpers.course.nb09_signals.record", "ablation"),
    "quorum_curve": ("alvh_helpers.course.nb09_signals.record", "quorum_curve"),
    "block_intervals": ("alvh_helpers.course.nb09_signals.record", "block_intervals"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "group_means": ("alvh_helpers.course.nb09_signals.record", "group_means"),
    "like_days": ("alvh_helpers.course.nb09_signals.record", "like_days"),
    "score": ("alvh_helpers.course.nb09_signals.record", "score"),
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
