"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.surface"
_TABLE = {
    "SHORTEST_TIME": ("alvh_helpers.pricing.surface", "SHORTEST_TIME"),
    "regime_row": ("alvh_helpers.pricing.surface", "regime_row"),
    "smile_parameters": ("alvh_helpers.pricing.surface", "smile_parameters"),
    "_THIRTY_DAYS": ("alvh_helpers.pricing.surface", "_THIRTY_DAYS"),
    "TENOR_POWER": ("alvh_helpers.pricing.surface", "TENOR_POWER"),
    "Floats": ("alvh_helpers.pricing.surface", "Floats"),
    "bound_use": ("alvh_helpers.pricing.surface", "bound_use"),
    "smooth_table": ("alvh_helpers.pricing.surface", "smooth_table"),
    "REGIMES": ("alvh_helpers.pricing.surface", "REGIMES"),
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
