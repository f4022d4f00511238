"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.quorum"
_TABLE = {
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "_refuse_impossible": ("alvh_helpers.signals.quorum", "_refuse_impossible"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
