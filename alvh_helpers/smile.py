"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.smile"
_TABLE = {
    "log_moneyness_at_delta": ("alvh_helpers.pricing.smile", "log_moneyness_at_delta"),
    "_SLACK": ("alvh_helpers.pricing.smile", "_SLACK"),
    "skew_measures": ("alvh_helpers.pricing.smile", "skew_measures"),
    "durrleman": ("alvh_helpers.pricing.smile", "durrleman"),
    "_solve_d1": ("alvh_helpers.pricing.smile", "_solve_d1"),
    "total_variance": ("alvh_helpers.pricing.smile", "total_variance"),
    "check_smile": ("alvh_helpers.pricing.smile", "check_smile"),
    "Floats": ("alvh_helpers.pricing.smile", "Floats"),
    "slice_derivatives": ("alvh_helpers.pricing.smile", "slice_derivatives"),
    "Skew": ("alvh_helpers.pricing.smile", "Skew"),
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
