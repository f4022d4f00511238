"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.simulation.daily"
_TABLE = {
    "EVENT_SESSIONS": ("alvh_helpers.simulation.daily", "EVENT_SESSIONS"),
    "_TABLES": ("alvh_helpers.simulation.daily", "_TABLES"),
    "CLAIMED_BETA": ("alvh_helpers.simulation.daily", "CLAIMED_BETA"),
    "ETN_NAME": ("alvh_helpers.simulation.daily", "ETN_NAME"),
    "_YEAR": ("alvh_helpers.simulation.daily", "_YEAR"),
    "scheduled_meetings": ("alvh_helpers.simulation.daily", "scheduled_meetings"),
    "_PRICE_DAYS": ("alvh_helpers.simulation.daily", "_PRICE_DAYS"),
    "Bools": ("alvh_helpers.simulation.daily", "Bools"),
    "Floats": ("alvh_helpers.simulation.daily", "Floats"),
    "_CRUSH_DAYS": ("alvh_helpers.simulation.daily", "_CRUSH_DAYS"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "Facts": ("alvh_helpers.simulation.daily", "Facts"),
    "_HORIZON": ("alvh_helpers.simulation.daily", "_HORIZON"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "spx_expiries": ("alvh_helpers.market.calendar", "spx_expiries"),
    "dislocation": ("alvh_helpers.vix.betas", "dislocation"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "etn_preset": ("alvh_helpers.vix.etn", "etn_preset"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "after_crest": ("alvh_helpers.signals.technical", "after_crest"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
    "days_to_expiries": ("alvh_helpers.vix.futures", "days_to_expiries"),
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
