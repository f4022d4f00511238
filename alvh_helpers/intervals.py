"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.bootstrap"
_TABLE = {
    "_apart": ("alvh_helpers.risk.bootstrap", "_apart"),
    "compare_equity": ("alvh_helpers.risk.bootstrap", "compare_equity"),
    "volatility": ("alvh_helpers.risk.bootstrap", "volatility"),
    "growth_a_year": ("alvh_helpers.risk.bootstrap", "growth_a_year"),
    "Comparison": ("alvh_helpers.risk.bootstrap", "Comparison"),
    "max_loss": ("alvh_helpers.risk.bootstrap", "max_loss"),
    "STATISTICS": ("alvh_helpers.risk.bootstrap", "STATISTICS"),
    "mean_a_year": ("alvh_helpers.risk.bootstrap", "mean_a_year"),
    "_CHUNK": ("alvh_helpers.risk.bootstrap", "_CHUNK"),
    "compare": ("alvh_helpers.risk.bootstrap", "compare"),
    "sharpe": ("alvh_helpers.risk.bootstrap", "sharpe"),
    "stationary_indices": ("alvh_helpers.risk.bootstrap", "stationary_indices"),
    "Floats": ("alvh_helpers.risk.bootstrap", "Floats"),
    "worst_twentieth": ("alvh_helpers.risk.bootstrap", "worst_twentieth"),
    "Statistic": ("alvh_helpers.risk.bootstrap", "Statistic"),
    "max_drawdown": ("alvh_helpers.risk.bootstrap", "max_drawdown"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
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
