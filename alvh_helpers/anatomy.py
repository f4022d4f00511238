"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.payoff"
_TABLE = {
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "condor_payoff": ("alvh_helpers.positions.payoff", "condor_payoff"),
    "probability_between": ("alvh_helpers.positions.payoff", "probability_between"),
    "probability_of_touch": ("alvh_helpers.positions.payoff", "probability_of_touch"),
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "_SIDES": ("alvh_helpers.positions.payoff", "_SIDES"),
    "break_evens": ("alvh_helpers.positions.payoff", "break_evens"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "max_loss": ("alvh_helpers.positions.payoff", "max_loss"),
    "condor_value": ("alvh_helpers.positions.payoff", "condor_value"),
    "condor_strikes": ("alvh_helpers.positions.strikes", "condor_strikes"),
    "extrinsic_value": ("alvh_helpers.pricing.black", "extrinsic_value"),
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
