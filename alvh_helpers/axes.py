"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.arrays"
_TABLE = {
    "years_left": ("alvh_helpers.arrays", "years_left"),
    "read_only": ("alvh_helpers.arrays", "read_only"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
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
