"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.run"
_TABLE = {
    "_hedge": ("alvh_helpers.simulation.run", "_hedge"),
    "_record": ("alvh_helpers.simulation.run", "_record"),
    "Bools": ("alvh_helpers.simulation.run", "Bools"),
    "Floats": ("alvh_helpers.simulation.run", "Floats"),
    "replay": ("alvh_helpers.simulation.run", "replay"),
    "_near": ("alvh_helpers.simulation.run", "_near"),
    "_quorum": ("alvh_helpers.simulation.run", "_quorum"),
    "_by_day": ("alvh_helpers.simulation.run", "_by_day"),
    "_positions": ("alvh_helpers.simulation.run", "_positions"),
    "run": ("alvh_helpers.simulation.account", "run"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "Cycles": ("alvh_helpers.simulation.condors", "Cycles"),
    "condor_cycles": ("alvh_helpers.simulation.condors", "condor_cycles"),
    "largest_drift": ("alvh_helpers.simulation.condors", "largest_drift"),
    "nearest_short": ("alvh_helpers.simulation.condors", "nearest_short"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Lives": ("alvh_helpers.simulation.hedges", "Lives"),
    "delayed": ("alvh_helpers.simulation.hedges", "delayed"),
    "layer_lives": ("alvh_helpers.simulation.hedges", "layer_lives"),
    "trigger_days": ("alvh_helpers.simulation.hedges", "trigger_days"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "Record": ("alvh_helpers.simulation.ledger", "Record"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "unit_margin": ("alvh_helpers.strategy.sizing", "unit_margin"),
    "Hedge": ("alvh_helpers.simulation.account", "Hedge"),
    "Journal": ("alvh_helpers.simulation.account", "Journal"),
    "Plan": ("alvh_helpers.simulation.account", "Plan"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
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
