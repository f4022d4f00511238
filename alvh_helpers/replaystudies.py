"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb11_crash_replays.reading"
_TABLE = {
    "_TOLD": ("alvh_helpers.course.nb11_crash_replays.reading", "_TOLD"),
    "_layer_in_words": ("alvh_helpers.course.nb11_crash_replays.reading", "_layer_in_words"),
    "notable_day": ("alvh_helpers.course.nb11_crash_replays.reading", "notable_day"),
    "identities": ("alvh_helpers.course.nb11_crash_replays.reading", "identities"),
    "read_aloud": ("alvh_helpers.course.nb11_crash_replays.reading", "read_aloud"),
    "_wrapped": ("alvh_helpers.course.nb11_crash_replays.reading", "_wrapped"),
    "_MULTIPLIERS": ("alvh_helpers.course.nb11_crash_replays.reading", "_MULTIPLIERS"),
    "_moved_alone": ("alvh_helpers.course.nb11_crash_replays.reading", "_moved_alone"),
    "_WIDTH": ("alvh_helpers.course.nb11_crash_replays.reading", "_WIDTH"),
    "_held": ("alvh_helpers.course.nb11_crash_replays.reading", "_held"),
    "worst_evenings": ("alvh_helpers.course.nb11_crash_replays.reading", "worst_evenings"),
    "trace_day": ("alvh_helpers.course.nb11_crash_replays.reading", "trace_day"),
    "NOTABLE": ("alvh_helpers.course.nb11_crash_replays.reading", "NOTABLE"),
    "policy_in_words": ("alvh_helpers.course.nb11_crash_replays.reading", "policy_in_words"),
    "_scaling_in_words": ("alvh_helpers.course.nb11_crash_replays.reading", "_scaling_in_words"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "Scaling": ("alvh_helpers.strategy.policy", "Scaling"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
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
