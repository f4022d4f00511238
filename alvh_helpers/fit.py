"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.model_error"
_TABLE = {
    "_SUMMARY": ("alvh_helpers.course.model_error", "_SUMMARY"),
    "DELTAS": ("alvh_helpers.course.model_error", "DELTAS"),
    "fit_errors": ("alvh_helpers.course.model_error", "fit_errors"),
    "REGIME_EDGES": ("alvh_helpers.course.model_error", "REGIME_EDGES"),
    "EXPIRIES": ("alvh_helpers.course.model_error", "EXPIRIES"),
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
