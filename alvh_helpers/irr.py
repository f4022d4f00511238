"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.ratios"
_TABLE = {
    "_worth": ("alvh_helpers.risk.ratios", "_worth"),
    "xirr": ("alvh_helpers.risk.ratios", "xirr"),
    "Xirr": ("alvh_helpers.risk.ratios", "Xirr"),
    "Floats": ("alvh_helpers.risk.ratios", "Floats"),
    "_cash_flows": ("alvh_helpers.risk.ratios", "_cash_flows"),
    "_pyxirr": ("alvh_helpers.risk.ratios", "_pyxirr"),
    "_GROWTH": ("alvh_helpers.risk.ratios", "_GROWTH"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "sign_changes": ("alvh_helpers.arrays", "sign_changes"),
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
