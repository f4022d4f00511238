"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.smile"
_TABLE = {
    "_solve_theta": ("alvh_helpers.pricing.smile", "_solve_theta"),
    "variance_swap_total": ("alvh_helpers.pricing.smile", "variance_swap_total"),
    "_Y": ("alvh_helpers.pricing.smile", "_Y"),
    "_share": ("alvh_helpers.pricing.smile", "_share"),
    "_ORDERS": ("alvh_helpers.pricing.smile", "_ORDERS"),
    "atm_total_variance": ("alvh_helpers.pricing.smile", "atm_total_variance"),
    "Floats": ("alvh_helpers.pricing.smile", "Floats"),
    "_beyond_fit": ("alvh_helpers.pricing.smile", "_beyond_fit"),
    "_chebyshev_basis": ("alvh_helpers.pricing.smile", "_chebyshev_basis"),
    "_share_table": ("alvh_helpers.pricing.smile", "_share_table"),
    "slice_derivatives": ("alvh_helpers.pricing.smile", "slice_derivatives"),
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
