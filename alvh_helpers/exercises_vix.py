"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb06_vix_instruments.exercises"
_TABLE = {
    "_mix": ("alvh_helpers.course.nb06_vix_instruments.exercises", "_mix"),
    "_gains": ("alvh_helpers.course.nb06_vix_instruments.exercises", "_gains"),
    "_by_dollars": ("alvh_helpers.course.nb06_vix_instruments.exercises", "_by_dollars"),
    "VIX_INSTRUMENTS": ("alvh_helpers.course.nb06_vix_instruments.exercises", "VIX_INSTRUMENTS"),
    "_CALLS": ("alvh_helpers.course.nb06_vix_instruments.exercises", "_CALLS"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
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
