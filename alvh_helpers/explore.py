"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb01_condor_anatomy.widgets"
_TABLE = {
    "payoff_explorer": ("alvh_helpers.course.nb01_condor_anatomy.widgets", "payoff_explorer"),
    "_FLAGS": ("alvh_helpers.course.nb01_condor_anatomy.widgets", "_FLAGS"),
    "condor_view": ("alvh_helpers.course.nb01_condor_anatomy.widgets", "condor_view"),
    "Draw": ("alvh_helpers.course.widgets", "Draw"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
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
