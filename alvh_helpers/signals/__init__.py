"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.signals.quorum"
_TABLE = {
    "roll_call": ("alvh_helpers.signals.quorum", "roll_call"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "Signal": ("alvh_helpers.signals.voting", "Signal"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "gather": ("alvh_helpers.signals.voting", "gather"),
    "MacroRules": ("alvh_helpers.signals.fundamental", "MacroRules"),
    "macro_readings": ("alvh_helpers.signals.fundamental", "macro_readings"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "TechnicalRules": ("alvh_helpers.signals.technical", "TechnicalRules"),
    "technical_readings": ("alvh_helpers.signals.technical", "technical_readings"),
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
