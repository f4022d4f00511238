"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb06_vix_instruments.widgets"
_TABLE = {
    "_draw_profit": ("alvh_helpers.course.nb06_vix_instruments.widgets", "_draw_profit"),
    "Floats": ("alvh_helpers.course.nb06_vix_instruments.widgets", "Floats"),
    "_draw_curve": ("alvh_helpers.course.nb06_vix_instruments.widgets", "_draw_curve"),
    "STORY_DAYS": ("alvh_helpers.course.nb06_vix_instruments.widgets", "STORY_DAYS"),
    "call_view": ("alvh_helpers.course.nb06_vix_instruments.widgets", "call_view"),
    "call_profit": ("alvh_helpers.course.nb06_vix_instruments.widgets", "call_profit"),
    "vix_call_explorer": ("alvh_helpers.course.nb06_vix_instruments.widgets", "vix_call_explorer"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "explorer": ("alvh_helpers.course.widgets", "explorer"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "VxCurve": ("alvh_helpers.vix.futures", "VxCurve"),
    "vx_curve": ("alvh_helpers.vix.futures", "vx_curve"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "Structure": ("alvh_helpers.vix.options", "Structure"),
    "VixChain": ("alvh_helpers.vix.options", "VixChain"),
    "vix_chain": ("alvh_helpers.vix.options", "vix_chain"),
    "BAND_SMILES": ("alvh_helpers.vix.options", "BAND_SMILES"),
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
