"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.positions.payoff"
_TABLE = {
    "condor_value": ("alvh_helpers.positions.payoff", "condor_value"),
    "probability_of_touch": ("alvh_helpers.positions.payoff", "probability_of_touch"),
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "probability_between": ("alvh_helpers.positions.payoff", "probability_between"),
    "extrinsic_value": ("alvh_helpers.pricing.black", "extrinsic_value"),
    "condor_strikes": ("alvh_helpers.positions.strikes", "condor_strikes"),
    "break_evens": ("alvh_helpers.positions.payoff", "break_evens"),
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "snap_strike": ("alvh_helpers.positions.strikes", "snap_strike"),
    "condor_payoff": ("alvh_helpers.positions.payoff", "condor_payoff"),
    "max_loss": ("alvh_helpers.positions.payoff", "max_loss"),
    "_SIDES": ("alvh_helpers.positions.payoff", "_SIDES"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
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
