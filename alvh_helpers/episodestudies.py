"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.study"
_TABLE = {
    "CLAIM": ("alvh_helpers.course.nb11_crash_replays.study", "CLAIM"),
    "_CHUNK": ("alvh_helpers.course.nb11_crash_replays.study", "_CHUNK"),
    "by_crash": ("alvh_helpers.course.nb11_crash_replays.study", "by_crash"),
    "_DRAWN": ("alvh_helpers.course.nb11_crash_replays.study", "_DRAWN"),
    "scorecard": ("alvh_helpers.course.nb11_crash_replays.study", "scorecard"),
    "judged": ("alvh_helpers.course.nb11_crash_replays.study", "judged"),
    "offsets": ("alvh_helpers.course.nb11_crash_replays.study", "offsets"),
    "verdict": ("alvh_helpers.course.nb11_crash_replays.study", "verdict"),
    "Floats": ("alvh_helpers.course.nb11_crash_replays.study", "Floats"),
    "crash_score": ("alvh_helpers.course.nb11_crash_replays.study", "crash_score"),
    "Resampled": ("alvh_helpers.course.nb11_crash_replays.study", "Resampled"),
    "reductions": ("alvh_helpers.course.nb11_crash_replays.study", "reductions"),
    "start_luck": ("alvh_helpers.course.nb11_crash_replays.study", "start_luck"),
    "resampled": ("alvh_helpers.course.nb11_crash_replays.study", "resampled"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "STATISTICS": ("alvh_helpers.risk.bootstrap", "STATISTICS"),
    "Comparison": ("alvh_helpers.risk.bootstrap", "Comparison"),
    "stationary_indices": ("alvh_helpers.risk.bootstrap", "stationary_indices"),
    "CRASHES": ("alvh_helpers.simulation.compare", "CRASHES"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
    "column": ("alvh_helpers.simulation.compare", "column"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "period_returns": ("alvh_helpers.risk.measures", "period_returns"),
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
