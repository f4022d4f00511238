"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.hedges"
_TABLE = {
    "Lives": ("alvh_helpers.simulation.hedges", "Lives"),
    "_path": ("alvh_helpers.simulation.hedges", "_path"),
    "trigger_days": ("alvh_helpers.simulation.hedges", "trigger_days"),
    "Ints": ("alvh_helpers.simulation.hedges", "Ints"),
    "layer_lives": ("alvh_helpers.simulation.hedges", "layer_lives"),
    "_targets": ("alvh_helpers.simulation.hedges", "_targets"),
    "Bools": ("alvh_helpers.simulation.hedges", "Bools"),
    "Floats": ("alvh_helpers.simulation.hedges", "Floats"),
    "delayed": ("alvh_helpers.simulation.hedges", "delayed"),
    "_crushed": ("alvh_helpers.simulation.hedges", "_crushed"),
    "ENDS": ("alvh_helpers.simulation.hedges", "ENDS"),
    "_FAR": ("alvh_helpers.simulation.hedges", "_FAR"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "choose_layer_strikes": ("alvh_helpers.simulation.hedges", "choose_layer_strikes"),
    "expected_cost": ("alvh_helpers.simulation.hedges", "expected_cost"),
    "mark_units": ("alvh_helpers.simulation.hedges", "mark_units"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
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
