"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.hedges"
_TABLE = {
    "mark_units": ("alvh_helpers.simulation.hedges", "mark_units"),
    "_listed_at_delta": ("alvh_helpers.simulation.hedges", "_listed_at_delta"),
    "Ints": ("alvh_helpers.simulation.hedges", "Ints"),
    "Dates": ("alvh_helpers.simulation.hedges", "Dates"),
    "_HALVES": ("alvh_helpers.simulation.hedges", "_HALVES"),
    "_options": ("alvh_helpers.simulation.hedges", "_options"),
    "Floats": ("alvh_helpers.simulation.hedges", "Floats"),
    "_by_delta": ("alvh_helpers.simulation.hedges", "_by_delta"),
    "_forward": ("alvh_helpers.simulation.hedges", "_forward"),
    "choose_layer_strikes": ("alvh_helpers.simulation.hedges", "choose_layer_strikes"),
    "expected_cost": ("alvh_helpers.simulation.hedges", "expected_cost"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "PRICE_DIGITS": ("alvh_helpers.simulation.daily", "PRICE_DIGITS"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
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
