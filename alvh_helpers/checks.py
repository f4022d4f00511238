"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.exercises"
_TABLE = {
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Verdict": ("alvh_helpers.course.exercises", "Verdict"),
    "_grade_number": ("alvh_helpers.course.exercises", "_grade_number"),
    "_grade_choice": ("alvh_helpers.course.exercises", "_grade_choice"),
    "_close": ("alvh_helpers.course.exercises", "_close"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "grade": ("alvh_helpers.course.exercises", "grade"),
    "_as_number": ("alvh_helpers.course.exercises", "_as_number"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "_readable": ("alvh_helpers.course.exercises", "_readable"),
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
