"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb01_condor_anatomy.figures"
_TABLE = {
    "chances": ("alvh_helpers.course.nb01_condor_anatomy.figures", "chances"),
    "extrinsic_decay": ("alvh_helpers.course.nb01_condor_anatomy.figures", "extrinsic_decay"),
    "profit_by_year": ("alvh_helpers.course.nb00_start_here.figures", "profit_by_year"),
    "hedged_paths": ("alvh_helpers.course.nb00_start_here.figures", "hedged_paths"),
    "payoffs": ("alvh_helpers.course.nb01_condor_anatomy.figures", "payoffs"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
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
