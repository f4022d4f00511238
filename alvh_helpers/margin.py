"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.margin"
_TABLE = {
    "Margin": ("alvh_helpers.positions.margin", "Margin"),
    "_uncovered": ("alvh_helpers.positions.margin", "_uncovered"),
    "CUSTOMER_FACTOR": ("alvh_helpers.positions.margin", "CUSTOMER_FACTOR"),
    "Uncovered": ("alvh_helpers.positions.margin", "Uncovered"),
    "_naked": ("alvh_helpers.positions.margin", "_naked"),
    "_NAKED": ("alvh_helpers.positions.margin", "_NAKED"),
    "futures_share": ("alvh_helpers.positions.margin", "futures_share"),
    "_cover": ("alvh_helpers.positions.margin", "_cover"),
    "_cost": ("alvh_helpers.positions.margin", "_cost"),
    "_tightest_first": ("alvh_helpers.positions.margin", "_tightest_first"),
    "_same_contract": ("alvh_helpers.positions.margin", "_same_contract"),
    "_etn": ("alvh_helpers.positions.margin", "_etn"),
    "_options": ("alvh_helpers.positions.margin", "_options"),
    "Floats": ("alvh_helpers.positions.margin", "Floats"),
    "margin": ("alvh_helpers.positions.margin", "margin"),
    "_take": ("alvh_helpers.positions.margin", "_take"),
    "FUTURES_SHARE": ("alvh_helpers.positions.margin", "FUTURES_SHARE"),
    "_futures": ("alvh_helpers.positions.margin", "_futures"),
    "worst_payoff": ("alvh_helpers.positions.margin", "worst_payoff"),
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
