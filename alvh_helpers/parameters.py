"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.notebook"
_TABLE = {
    "parameter": ("alvh_helpers.course.notebook", "parameter"),
    "choice": ("alvh_helpers.course.notebook", "choice"),
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
