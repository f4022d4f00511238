"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.valuation"
_TABLE = {
    "_ONE_DAY": ("alvh_helpers.positions.valuation", "_ONE_DAY"),
    "_vix_forwards": ("alvh_helpers.positions.valuation", "_vix_forwards"),
    "_COLUMNS": ("alvh_helpers.positions.valuation", "_COLUMNS"),
    "_in_dollars": ("alvh_helpers.positions.valuation", "_in_dollars"),
    "mark": ("alvh_helpers.positions.valuation", "mark"),
    "_settlements": ("alvh_helpers.positions.valuation", "_settlements"),
    "_mark_spx": ("alvh_helpers.positions.valuation", "_mark_spx"),
    "_terms": ("alvh_helpers.positions.valuation", "_terms"),
    "Greeks": ("alvh_helpers.positions.valuation", "Greeks"),
    "_mark_cash": ("alvh_helpers.positions.valuation", "_mark_cash"),
    "_mark_futures": ("alvh_helpers.positions.valuation", "_mark_futures"),
    "Floats": ("alvh_helpers.positions.valuation", "Floats"),
    "Marks": ("alvh_helpers.positions.valuation", "Marks"),
    "_mark_vix_options": ("alvh_helpers.positions.valuation", "_mark_vix_options"),
    "_mark_etn": ("alvh_helpers.positions.valuation", "_mark_etn"),
    "extrinsic_value": ("alvh_helpers.pricing.black", "extrinsic_value"),
    "OptionValues": ("alvh_helpers.pricing.black", "OptionValues"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Leg": ("alvh_helpers.positions.legs", "Leg"),
    "PricingContext": ("alvh_helpers.positions.valuation", "PricingContext"),
    "session_on_or_before": ("alvh_helpers.market.calendar", "session_on_or_before"),
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
