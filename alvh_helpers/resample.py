"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.bootstrap"
_TABLE = {
    "resampled_slopes": ("alvh_helpers.risk.bootstrap", "resampled_slopes"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "Floats": ("alvh_helpers.risk.bootstrap", "Floats"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
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
