"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb05_vega_positive.figures"
_TABLE = {
    "_ROLES": ("alvh_helpers.course.nb05_vega_positive.figures", "_ROLES"),
    "vega_map": ("alvh_helpers.course.nb05_vega_positive.figures", "vega_map"),
    "_title": ("alvh_helpers.course.nb05_vega_positive.figures", "_title"),
    "_legend": ("alvh_helpers.course.nb05_vega_positive.figures", "_legend"),
    "_contours": ("alvh_helpers.course.nb05_vega_positive.figures", "_contours"),
    "vega_life": ("alvh_helpers.course.nb05_vega_positive.figures", "vega_life"),
    "episode_paths": ("alvh_helpers.course.nb05_vega_positive.figures", "episode_paths"),
    "off_centre": ("alvh_helpers.course.nb05_vega_positive.figures", "off_centre"),
    "vol_space": ("alvh_helpers.course.nb05_vega_positive.figures", "vol_space"),
    "_HALO": ("alvh_helpers.course.nb05_vega_positive.figures", "_HALO"),
    "_BAND": ("alvh_helpers.course.nb05_vega_positive.figures", "_BAND"),
    "price_of_vega": ("alvh_helpers.course.nb05_vega_positive.figures", "price_of_vega"),
    "_and": ("alvh_helpers.course.nb05_vega_positive.figures", "_and"),
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
