"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb01_condor_anatomy.exercises"
_TABLE = {
    "_spot_vix_gain": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_spot_vix_gain"),
    "_end": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_end"),
    "BASICS": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "BASICS"),
    "_put_spread_value": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_put_spread_value"),
    "_touch": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_touch"),
    "_future_gain": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_future_gain"),
    "_UNEQUAL": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_UNEQUAL"),
    "_MOVE": ("alvh_helpers.course.nb01_condor_anatomy.exercises", "_MOVE"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
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
