"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.technical"
_TABLE = {
    "_term_structure": ("alvh_helpers.signals.technical", "_term_structure"),
    "_rsi_reading": ("alvh_helpers.signals.technical", "_rsi_reading"),
    "breadth_divergence": ("alvh_helpers.signals.technical", "breadth_divergence"),
    "TechnicalRules": ("alvh_helpers.signals.technical", "TechnicalRules"),
    "_breadth_reading": ("alvh_helpers.signals.technical", "_breadth_reading"),
    "_macd_reading": ("alvh_helpers.signals.technical", "_macd_reading"),
    "Floats": ("alvh_helpers.signals.technical", "Floats"),
    "_vote": ("alvh_helpers.signals.technical", "_vote"),
    "technical_readings": ("alvh_helpers.signals.technical", "technical_readings"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Reading": ("alvh_helpers.signals.voting", "Reading"),
    "Signal": ("alvh_helpers.signals.voting", "Signal"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "macd": ("alvh_helpers.signals.technical", "macd"),
    "rolling_slope": ("alvh_helpers.signals.technical", "rolling_slope"),
    "rsi": ("alvh_helpers.signals.technical", "rsi"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
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
