"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.exercises"
_TABLE = {
    "_TIME": ("alvh_helpers.course.nb05_vega_positive.exercises", "_TIME"),
    "_theta": ("alvh_helpers.course.nb05_vega_positive.exercises", "_theta"),
    "_width": ("alvh_helpers.course.nb05_vega_positive.exercises", "_width"),
    "_vega": ("alvh_helpers.course.nb05_vega_positive.exercises", "_vega"),
    "VEGA": ("alvh_helpers.course.nb05_vega_positive.exercises", "VEGA"),
    "_FLAT": ("alvh_helpers.course.nb05_vega_positive.exercises", "_FLAT"),
    "SHARE_MISTAKES": ("alvh_helpers.course.exercises", "SHARE_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "flat_surface": ("alvh_helpers.pricing.surface", "flat_surface"),
    "net_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "net_vega"),
    "width_for_vega": ("alvh_helpers.course.nb05_vega_positive.builds", "width_for_vega"),
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
