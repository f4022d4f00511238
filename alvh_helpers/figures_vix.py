"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb06_vix_instruments.figures"
_TABLE = {
    "betas_against_claim": ("alvh_helpers.course.nb06_vix_instruments.figures", "betas_against_claim"),
    "_ROLES": ("alvh_helpers.course.nb06_vix_instruments.figures", "_ROLES"),
    "shares_of_vix": ("alvh_helpers.course.nb06_vix_instruments.figures", "shares_of_vix"),
    "day_curves": ("alvh_helpers.course.nb06_vix_instruments.figures", "day_curves"),
    "etn_history": ("alvh_helpers.course.nb06_vix_instruments.figures", "etn_history"),
    "_BAND": ("alvh_helpers.course.nb06_vix_instruments.figures", "_BAND"),
    "dislocated_days": ("alvh_helpers.course.nb06_vix_instruments.figures", "dislocated_days"),
    "beta_map": ("alvh_helpers.course.nb06_vix_instruments.figures", "beta_map"),
    "_MARKERS": ("alvh_helpers.course.nb06_vix_instruments.figures", "_MARKERS"),
    "call_multiples": ("alvh_helpers.course.nb06_vix_instruments.figures", "call_multiples"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "VxCurve": ("alvh_helpers.vix.futures", "VxCurve"),
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
