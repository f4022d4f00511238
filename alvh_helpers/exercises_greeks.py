"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb02_condor_greeks.exercises"
_TABLE = {
    "_unit": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_unit"),
    "_storm": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_storm"),
    "GREEKS": ("alvh_helpers.course.nb02_condor_greeks.exercises", "GREEKS"),
    "_FLAGS": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_FLAGS"),
    "_surface": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_surface"),
    "_promised": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_promised"),
    "_SIDES": ("alvh_helpers.course.nb02_condor_greeks.exercises", "_SIDES"),
    "Attribution": ("alvh_helpers.pricing.scenarios", "Attribution"),
    "attribute_move": ("alvh_helpers.pricing.scenarios", "attribute_move"),
    "sum_legs": ("alvh_helpers.pricing.scenarios", "sum_legs"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
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
