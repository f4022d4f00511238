"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.margin"
_TABLE = {
    "margin": ("alvh_helpers.positions.margin", "margin"),
    "_etn": ("alvh_helpers.positions.margin", "_etn"),
    "worst_payoff": ("alvh_helpers.positions.margin", "worst_payoff"),
    "futures_share": ("alvh_helpers.positions.margin", "futures_share"),
    "_cost": ("alvh_helpers.positions.margin", "_cost"),
    "_cover": ("alvh_helpers.positions.margin", "_cover"),
    "_naked": ("alvh_helpers.positions.margin", "_naked"),
    "_uncovered": ("alvh_helpers.positions.margin", "_uncovered"),
    "_options": ("alvh_helpers.positions.margin", "_options"),
    "Uncovered": ("alvh_helpers.positions.margin", "Uncovered"),
    "Floats": ("alvh_helpers.positions.margin", "Floats"),
    "_futures": ("alvh_helpers.positions.margin", "_futures"),
    "_take": ("alvh_helpers.positions.margin", "_take"),
    "_same_contract": ("alvh_helpers.positions.margin", "_same_contract"),
    "FUTURES_SHARE": ("alvh_helpers.positions.margin", "FUTURES_SHARE"),
    "CUSTOMER_FACTOR": ("alvh_helpers.positions.margin", "CUSTOMER_FACTOR"),
    "Margin": ("alvh_helpers.positions.margin", "Margin"),
    "_tightest_first": ("alvh_helpers.positions.margin", "_tightest_first"),
    "_NAKED": ("alvh_helpers.positions.margin", "_NAKED"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Leg": ("alvh_helpers.positions.legs", "Leg"),
    "Marks": ("alvh_helpers.positions.valuation", "Marks"),
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
