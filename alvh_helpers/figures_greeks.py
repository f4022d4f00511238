"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb02_condor_greeks.figures"
_TABLE = {
    "_point": ("alvh_helpers.course.nb02_condor_greeks.figures", "_point"),
    "profit_map": ("alvh_helpers.course.nb02_condor_greeks.figures", "profit_map"),
    "_shade": ("alvh_helpers.course.nb02_condor_greeks.figures", "_shade"),
    "_ROLES": ("alvh_helpers.course.nb02_condor_greeks.figures", "_ROLES"),
    "sign_flips": ("alvh_helpers.course.nb02_condor_greeks.figures", "sign_flips"),
    "vega_per_theta": ("alvh_helpers.course.nb02_condor_greeks.figures", "vega_per_theta"),
    "_signs": ("alvh_helpers.course.nb02_condor_greeks.figures", "_signs"),
    "Floats": ("alvh_helpers.course.nb02_condor_greeks.figures", "Floats"),
    "_HALO": ("alvh_helpers.course.nb02_condor_greeks.figures", "_HALO"),
    "greek_panels": ("alvh_helpers.course.nb02_condor_greeks.figures", "greek_panels"),
    "_field": ("alvh_helpers.course.nb02_condor_greeks.figures", "_field"),
    "_dollars": ("alvh_helpers.course.nb02_condor_greeks.figures", "_dollars"),
    "_PANELS": ("alvh_helpers.course.nb02_condor_greeks.figures", "_PANELS"),
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
