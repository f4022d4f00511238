"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.accounts"
_TABLE = {
    "_BLOCK": ("alvh_helpers.course.nb09_signals.accounts", "_BLOCK"),
    "hedges_by_episode": ("alvh_helpers.course.nb09_signals.accounts", "hedges_by_episode"),
    "without_pause": ("alvh_helpers.course.nb09_signals.accounts", "without_pause"),
    "voted_by": ("alvh_helpers.course.nb09_signals.accounts", "voted_by"),
    "hedging": ("alvh_helpers.course.nb09_signals.accounts", "hedging"),
    "smaller": ("alvh_helpers.course.nb09_signals.accounts", "smaller"),
    "_NOT_HEDGES": ("alvh_helpers.course.nb09_signals.accounts", "_NOT_HEDGES"),
    "account_table": ("alvh_helpers.course.nb09_signals.accounts", "account_table"),
    "quorum_policies": ("alvh_helpers.course.nb09_signals.accounts", "quorum_policies"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "max_drawdown": ("alvh_helpers.risk.bootstrap", "max_drawdown"),
    "mean_a_year": ("alvh_helpers.risk.bootstrap", "mean_a_year"),
    "stationary_indices": ("alvh_helpers.risk.bootstrap", "stationary_indices"),
    "CRASHES": ("alvh_helpers.simulation.compare", "CRASHES"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "period_returns": ("alvh_helpers.risk.measures", "period_returns"),
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
