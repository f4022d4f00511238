"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb08_layer_sizing.exercises"
_TABLE = {
    "_EACH": ("alvh_helpers.course.nb08_layer_sizing.exercises", "_EACH"),
    "SIZING": ("alvh_helpers.course.nb08_layer_sizing.exercises", "SIZING"),
    "_DAY": ("alvh_helpers.course.nb08_layer_sizing.exercises", "_DAY"),
    "_BOUGHT": ("alvh_helpers.course.nb08_layer_sizing.exercises", "_BOUGHT"),
    "_eve": ("alvh_helpers.course.nb08_layer_sizing.exercises", "_eve"),
    "_calls": ("alvh_helpers.course.nb08_layer_sizing.exercises", "_calls"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "condors_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "condors_by_day"),
    "ladder": ("alvh_helpers.course.nb08_layer_sizing.study", "ladder"),
    "units_by_day": ("alvh_helpers.course.nb08_layer_sizing.study", "units_by_day"),
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
