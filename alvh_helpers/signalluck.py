"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb09_signals.luck"
_TABLE = {
    "_APART": ("alvh_helpers.course.nb09_signals.luck", "_APART"),
    "without_lags": ("alvh_helpers.course.nb09_signals.luck", "without_lags"),
    "without_storms": ("alvh_helpers.course.nb09_signals.luck", "without_storms"),
    "luck": ("alvh_helpers.course.nb09_signals.luck", "luck"),
    "rsi_sweep": ("alvh_helpers.course.nb09_signals.luck", "rsi_sweep"),
    "ablation_changes": ("alvh_helpers.course.nb09_signals.luck", "ablation_changes"),
    "Floats": ("alvh_helpers.course.nb09_signals.luck", "Floats"),
    "_shifted_sums": ("alvh_helpers.course.nb09_signals.luck", "_shifted_sums"),
    "silenced": ("alvh_helpers.course.nb09_signals.luck", "silenced"),
    "Luck": ("alvh_helpers.course.nb09_signals.luck", "Luck"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "rsi": ("alvh_helpers.signals.technical", "rsi"),
    "MACRO_LAG_MONTHS": ("alvh_helpers.market.loading", "MACRO_LAG_MONTHS"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "lifts": ("alvh_helpers.course.nb09_signals.storms", "lifts"),
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
