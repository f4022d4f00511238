"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.risk.measures"
_TABLE = {
    "_historical": ("alvh_helpers.risk.measures", "_historical"),
    "METHODS": ("alvh_helpers.risk.measures", "METHODS"),
    "shape": ("alvh_helpers.risk.measures", "shape"),
    "trailing_tail_risk": ("alvh_helpers.risk.measures", "trailing_tail_risk"),
    "tail_risk": ("alvh_helpers.risk.measures", "tail_risk"),
    "_returns": ("alvh_helpers.risk.measures", "_returns"),
    "cornish_fisher_is_sound": ("alvh_helpers.risk.measures", "cornish_fisher_is_sound"),
    "Floats": ("alvh_helpers.risk.measures", "Floats"),
    "_moments": ("alvh_helpers.risk.measures", "_moments"),
    "TailRisk": ("alvh_helpers.risk.measures", "TailRisk"),
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
