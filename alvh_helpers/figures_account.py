"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb02_condor_greeks.figures"
_TABLE = {
    "walks": ("alvh_helpers.course.nb02_condor_greeks.figures", "walks"),
    "_group_names": ("alvh_helpers.course.nb02_condor_greeks.figures", "_group_names"),
    "_steps": ("alvh_helpers.course.nb02_condor_greeks.figures", "_steps"),
    "misses_by_move": ("alvh_helpers.course.nb02_condor_greeks.figures", "misses_by_move"),
    "accounts": ("alvh_helpers.course.nb02_condor_greeks.figures", "accounts"),
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
