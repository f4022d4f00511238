"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.measures"
_TABLE = {
    "risk_table": ("alvh_helpers.risk.measures", "risk_table"),
    "underwater": ("alvh_helpers.risk.measures", "underwater"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "Drawdown": ("alvh_helpers.risk.measures", "Drawdown"),
    "Floats": ("alvh_helpers.risk.measures", "Floats"),
    "period_returns": ("alvh_helpers.risk.measures", "period_returns"),
    "_equity": ("alvh_helpers.risk.measures", "_equity"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "STATISTICS": ("alvh_helpers.risk.bootstrap", "STATISTICS"),
    "Comparison": ("alvh_helpers.risk.bootstrap", "Comparison"),
    "compare": ("alvh_helpers.risk.bootstrap", "compare"),
    "compare_equity": ("alvh_helpers.risk.bootstrap", "compare_equity"),
    "stationary_indices": ("alvh_helpers.risk.bootstrap", "stationary_indices"),
    "Xirr": ("alvh_helpers.risk.ratios", "Xirr"),
    "xirr": ("alvh_helpers.risk.ratios", "xirr"),
    "Capm": ("alvh_helpers.risk.ratios", "Capm"),
    "capm": ("alvh_helpers.risk.ratios", "capm"),
    "cost_share": ("alvh_helpers.risk.ratios", "cost_share"),
    "coverage_realised": ("alvh_helpers.risk.ratios", "coverage_realised"),
    "fair_carry": ("alvh_helpers.risk.ratios", "fair_carry"),
    "quick_ratio": ("alvh_helpers.risk.ratios", "quick_ratio"),
    "required_return": ("alvh_helpers.risk.ratios", "required_return"),
    "vega_theta_ratio": ("alvh_helpers.risk.ratios", "vega_theta_ratio"),
    "wacc": ("alvh_helpers.risk.ratios", "wacc"),
    "METHODS": ("alvh_helpers.risk.measures", "METHODS"),
    "TailRisk": ("alvh_helpers.risk.measures", "TailRisk"),
    "cornish_fisher_is_sound": ("alvh_helpers.risk.measures", "cornish_fisher_is_sound"),
    "shape": ("alvh_helpers.risk.measures", "shape"),
    "tail_risk": ("alvh_helpers.risk.measures", "tail_risk"),
    "trailing_tail_risk": ("alvh_helpers.risk.measures", "trailing_tail_risk"),
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
