"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.condors"
_TABLE = {
    "_mark": ("alvh_helpers.simulation.condors", "_mark"),
    "PRICE_DIGITS": ("alvh_helpers.simulation.daily", "PRICE_DIGITS"),
    "nearest_short": ("alvh_helpers.simulation.condors", "nearest_short"),
    "condor_cycles": ("alvh_helpers.simulation.condors", "condor_cycles"),
    "_strikes": ("alvh_helpers.simulation.condors", "_strikes"),
    "_exits": ("alvh_helpers.simulation.condors", "_exits"),
    "largest_drift": ("alvh_helpers.simulation.condors", "largest_drift"),
    "Ints": ("alvh_helpers.simulation.condors", "Ints"),
    "Dates": ("alvh_helpers.simulation.condors", "Dates"),
    "_marked": ("alvh_helpers.simulation.condors", "_marked"),
    "_surface_at": ("alvh_helpers.simulation.condors", "_surface_at"),
    "Cycles": ("alvh_helpers.simulation.condors", "Cycles"),
    "Floats": ("alvh_helpers.simulation.condors", "Floats"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "_moved": ("alvh_helpers.simulation.condors", "_moved"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "distance": ("alvh_helpers.positions.drift", "distance"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "sale_days": ("alvh_helpers.simulation.condors", "sale_days"),
    "Candidates": ("alvh_helpers.simulation.condors", "Candidates"),
    "candidates": ("alvh_helpers.simulation.condors", "candidates"),
    "chosen": ("alvh_helpers.simulation.condors", "chosen"),
    "choose_strikes": ("alvh_helpers.positions.strikes", "choose_strikes"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
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
