"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.strategy.sizing"
_TABLE = {
    "layer_units": ("alvh_helpers.strategy.sizing", "layer_units"),
    "_SLACK": ("alvh_helpers.strategy.sizing", "_SLACK"),
    "cap_reached": ("alvh_helpers.strategy.sizing", "cap_reached"),
    "fenced": ("alvh_helpers.strategy.sizing", "fenced"),
    "FRACTION_DIGITS": ("alvh_helpers.strategy.sizing", "FRACTION_DIGITS"),
    "engine_units": ("alvh_helpers.strategy.sizing", "engine_units"),
    "_factor": ("alvh_helpers.strategy.sizing", "_factor"),
    "condor_contracts": ("alvh_helpers.strategy.sizing", "condor_contracts"),
    "_YEAR": ("alvh_helpers.strategy.sizing", "_YEAR"),
    "_account_limits": ("alvh_helpers.strategy.sizing", "_account_limits"),
    "Floats": ("alvh_helpers.strategy.sizing", "Floats"),
    "Asked": ("alvh_helpers.strategy.sizing", "Asked"),
    "premium_units": ("alvh_helpers.strategy.sizing", "premium_units"),
    "unit_margin": ("alvh_helpers.strategy.sizing", "unit_margin"),
    "_whole": ("alvh_helpers.strategy.sizing", "_whole"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "CUSTOMER_FACTOR": ("alvh_helpers.positions.margin", "CUSTOMER_FACTOR"),
    "futures_share": ("alvh_helpers.positions.margin", "futures_share"),
    "Capital": ("alvh_helpers.strategy.policy", "Capital"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
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
