"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.compare"
_TABLE = {
    "DAYS_BEFORE": ("alvh_helpers.simulation.compare", "DAYS_BEFORE"),
    "_CHUNK": ("alvh_helpers.simulation.compare", "_CHUNK"),
    "sweep": ("alvh_helpers.simulation.compare", "sweep"),
    "_chunk": ("alvh_helpers.simulation.compare", "_chunk"),
    "WHOLE": ("alvh_helpers.simulation.compare", "WHOLE"),
    "_figures": ("alvh_helpers.simulation.compare", "_figures"),
    "FIGURES": ("alvh_helpers.simulation.compare", "FIGURES"),
    "episode_table": ("alvh_helpers.simulation.compare", "episode_table"),
    "Row": ("alvh_helpers.simulation.compare", "Row"),
    "stretch_days": ("alvh_helpers.simulation.compare", "stretch_days"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.simulation.run", "replay"),
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
