"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.measures"
_TABLE = {
    "_historical": ("alvh_helpers.risk.measures", "_historical"),
    "Floats": ("alvh_helpers.risk.measures", "Floats"),
    "shape": ("alvh_helpers.risk.measures", "shape"),
    "cornish_fisher_is_sound": ("alvh_helpers.risk.measures", "cornish_fisher_is_sound"),
    "_returns": ("alvh_helpers.risk.measures", "_returns"),
    "_moments": ("alvh_helpers.risk.measures", "_moments"),
    "trailing_tail_risk": ("alvh_helpers.risk.measures", "trailing_tail_risk"),
    "METHODS": ("alvh_helpers.risk.measures", "METHODS"),
    "TailRisk": ("alvh_helpers.risk.measures", "TailRisk"),
    "tail_risk": ("alvh_helpers.risk.measures", "tail_risk"),
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
