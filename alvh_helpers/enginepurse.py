"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.engine"
_TABLE = {
    "_Purse": ("alvh_helpers.course.nb10_second_engine.engine", "_Purse"),
    "EngineRules": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRules"),
    "Ints": ("alvh_helpers.course.nb10_second_engine.engine", "Ints"),
    "_QUORUM": ("alvh_helpers.course.nb10_second_engine.engine", "_QUORUM"),
    "engine_run": ("alvh_helpers.course.nb10_second_engine.engine", "engine_run"),
    "largest_leverage": ("alvh_helpers.course.nb10_second_engine.engine", "largest_leverage"),
    "_positions": ("alvh_helpers.course.nb10_second_engine.engine", "_positions"),
    "Floats": ("alvh_helpers.course.nb10_second_engine.engine", "Floats"),
    "EngineRun": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRun"),
    "CAPITAL": ("alvh_helpers.course.nb10_second_engine.engine", "CAPITAL"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Lives": ("alvh_helpers.simulation.hedges", "Lives"),
    "delayed": ("alvh_helpers.simulation.hedges", "delayed"),
    "layer_lives": ("alvh_helpers.simulation.hedges", "layer_lives"),
    "trigger_days": ("alvh_helpers.simulation.hedges", "trigger_days"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "engine_units": ("alvh_helpers.strategy.sizing", "engine_units"),
    "fenced": ("alvh_helpers.strategy.sizing", "fenced"),
    "unit_margin": ("alvh_helpers.strategy.sizing", "unit_margin"),
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
