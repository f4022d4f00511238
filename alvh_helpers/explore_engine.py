"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.widgets"
_TABLE = {
    "engine_layer": ("alvh_helpers.course.nb10_second_engine.widgets", "engine_layer"),
    "engine_explorer": ("alvh_helpers.course.nb10_second_engine.widgets", "engine_explorer"),
    "engine_view": ("alvh_helpers.course.nb10_second_engine.widgets", "engine_view"),
    "ENGINE_EPISODES": ("alvh_helpers.course.nb10_second_engine.widgets", "ENGINE_EPISODES"),
    "_purse": ("alvh_helpers.course.nb10_second_engine.widgets", "_purse"),
    "steward": ("alvh_helpers.strategy.presets", "steward"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "EngineRules": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRules"),
    "EngineRun": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRun"),
    "engine_run": ("alvh_helpers.course.nb10_second_engine.engine", "engine_run"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
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
