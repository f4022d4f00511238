"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.ratios"
_TABLE = {
    "_ratio": ("alvh_helpers.risk.ratios", "_ratio"),
    "coverage_realised": ("alvh_helpers.risk.ratios", "coverage_realised"),
    "capm": ("alvh_helpers.risk.ratios", "capm"),
    "cost_share": ("alvh_helpers.risk.ratios", "cost_share"),
    "required_return": ("alvh_helpers.risk.ratios", "required_return"),
    "quick_ratio": ("alvh_helpers.risk.ratios", "quick_ratio"),
    "vega_theta_ratio": ("alvh_helpers.risk.ratios", "vega_theta_ratio"),
    "wacc": ("alvh_helpers.risk.ratios", "wacc"),
    "Floats": ("alvh_helpers.risk.ratios", "Floats"),
    "fair_carry": ("alvh_helpers.risk.ratios", "fair_carry"),
    "Capm": ("alvh_helpers.risk.ratios", "Capm"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
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
