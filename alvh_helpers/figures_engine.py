"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.figures"
_TABLE = {
    "_NAMED": ("alvh_helpers.course.nb10_second_engine.figures", "_NAMED"),
    "rule_map": ("alvh_helpers.course.nb10_second_engine.figures", "rule_map"),
    "_STAY_ROLES": ("alvh_helpers.course.nb10_second_engine.figures", "_STAY_ROLES"),
    "_THOUSAND": ("alvh_helpers.course.nb10_second_engine.figures", "_THOUSAND"),
    "stay_paths": ("alvh_helpers.course.nb10_second_engine.figures", "stay_paths"),
    "_headline": ("alvh_helpers.course.nb10_second_engine.figures", "_headline"),
    "_stretch_bars": ("alvh_helpers.course.nb10_second_engine.figures", "_stretch_bars"),
    "first_close_rows": ("alvh_helpers.course.nb10_second_engine.figures", "first_close_rows"),
    "side_by_side": ("alvh_helpers.course.nb10_second_engine.figures", "side_by_side"),
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
