"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.exercises"
_TABLE = {
    "SIGNALS": ("alvh_helpers.course.nb09_signals.exercises", "SIGNALS"),
    "_runs_in_2018": ("alvh_helpers.course.nb09_signals.exercises", "_runs_in_2018"),
    "_index": ("alvh_helpers.course.nb09_signals.exercises", "_index"),
    "_above_in_2018": ("alvh_helpers.course.nb09_signals.exercises", "_above_in_2018"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "rsi": ("alvh_helpers.signals.technical", "rsi"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
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
