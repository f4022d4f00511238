"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.compare"
_TABLE = {
    "CALMS": ("alvh_helpers.simulation.compare", "CALMS"),
    "_outcome": ("alvh_helpers.simulation.compare", "_outcome"),
    "yearly_regret": ("alvh_helpers.course.nb11_crash_replays.study", "yearly_regret"),
    "HIGH_VIX": ("alvh_helpers.simulation.compare", "HIGH_VIX"),
    "multiples": ("alvh_helpers.course.nb11_crash_replays.study", "multiples"),
    "_FIGURES": ("alvh_helpers.simulation.compare", "_FIGURES"),
    "outcome_table": ("alvh_helpers.simulation.compare", "outcome_table"),
    "starts": ("alvh_helpers.course.nb11_crash_replays.study", "starts"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
    "ladder": ("alvh_helpers.simulation.compare", "ladder"),
    "episode_ledger": ("alvh_helpers.simulation.compare", "episode_ledger"),
    "column": ("alvh_helpers.simulation.compare", "column"),
    "outcome": ("alvh_helpers.simulation.compare", "outcome"),
    "storms": ("alvh_helpers.course.nb11_crash_replays.study", "storms"),
    "by_weather": ("alvh_helpers.course.nb11_crash_replays.study", "by_weather"),
    "CRASHES": ("alvh_helpers.simulation.compare", "CRASHES"),
    "only": ("alvh_helpers.strategy.presets", "only"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "parameter": ("alvh_helpers.course.notebook", "parameter"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.simulation.run", "replay"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "DAYS_BEFORE": ("alvh_helpers.simulation.compare", "DAYS_BEFORE"),
    "WHOLE": ("alvh_helpers.simulation.compare", "WHOLE"),
    "stretch_days": ("alvh_helpers.simulation.compare", "stretch_days"),
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
