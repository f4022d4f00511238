"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb10_second_engine.study"
_TABLE = {
    "_stay": ("alvh_helpers.course.nb10_second_engine.study", "_stay"),
    "one_day_falls": ("alvh_helpers.course.nb10_second_engine.study", "one_day_falls"),
    "leave_one_out": ("alvh_helpers.course.nb10_second_engine.study", "leave_one_out"),
    "_Episodes": ("alvh_helpers.course.nb10_second_engine.study", "_Episodes"),
    "EXPOSURES": ("alvh_helpers.course.nb10_second_engine.study", "EXPOSURES"),
    "stay_path": ("alvh_helpers.course.nb10_second_engine.study", "stay_path"),
    "exposures": ("alvh_helpers.course.nb10_second_engine.study", "exposures"),
    "sweep_engine": ("alvh_helpers.course.nb10_second_engine.study", "sweep_engine"),
    "first_closes": ("alvh_helpers.course.nb10_second_engine.study", "first_closes"),
    "engine_stays": ("alvh_helpers.course.nb10_second_engine.study", "engine_stays"),
    "_WHY": ("alvh_helpers.course.nb10_second_engine.study", "_WHY"),
    "episodes_above": ("alvh_helpers.market.history", "episodes_above"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "EngineRules": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRules"),
    "EngineRun": ("alvh_helpers.course.nb10_second_engine.engine", "EngineRun"),
    "engine_run": ("alvh_helpers.course.nb10_second_engine.engine", "engine_run"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "unit_margin": ("alvh_helpers.strategy.sizing", "unit_margin"),
    "contract_gain": ("alvh_helpers.vix.futures", "contract_gain"),
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
