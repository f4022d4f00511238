"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.measures"
_TABLE = {
    "_moments": ("alvh_helpers.risk.measures", "_moments"),
    "_historical": ("alvh_helpers.risk.measures", "_historical"),
    "TailRisk": ("alvh_helpers.risk.measures", "TailRisk"),
    "cornish_fisher_is_sound": ("alvh_helpers.risk.measures", "cornish_fisher_is_sound"),
    "trailing_tail_risk": ("alvh_helpers.risk.measures", "trailing_tail_risk"),
    "shape": ("alvh_helpers.risk.measures", "shape"),
    "METHODS": ("alvh_helpers.risk.measures", "METHODS"),
    "tail_risk": ("alvh_helpers.risk.measures", "tail_risk"),
    "_returns": ("alvh_helpers.risk.measures", "_returns"),
    "Floats": ("alvh_helpers.risk.measures", "Floats"),
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
