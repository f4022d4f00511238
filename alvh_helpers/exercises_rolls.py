"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.exercises"
_TABLE = {
    "_of_2017": ("alvh_helpers.course.nb07_time_shift.exercises", "_of_2017"),
    "_hedge": ("alvh_helpers.course.nb07_time_shift.exercises", "_hedge"),
    "GUESSES": ("alvh_helpers.course.nb07_time_shift.exercises", "GUESSES"),
    "judged": ("alvh_helpers.course.nb07_time_shift.exercises", "judged"),
    "_settled": ("alvh_helpers.course.nb07_time_shift.exercises", "_settled"),
    "_BENCHMARKS": ("alvh_helpers.course.nb07_time_shift.exercises", "_BENCHMARKS"),
    "_LEAST_HEDGE": ("alvh_helpers.course.nb07_time_shift.exercises", "_LEAST_HEDGE"),
    "_RESIDUAL": ("alvh_helpers.course.nb07_time_shift.exercises", "_RESIDUAL"),
    "ROLLS": ("alvh_helpers.course.nb07_time_shift.exercises", "ROLLS"),
    "judge": ("alvh_helpers.course.nb07_time_shift.exercises", "judge"),
    "atm_vol_points": ("alvh_helpers.vix.betas", "atm_vol_points"),
    "DOLLAR_MISTAKES": ("alvh_helpers.course.exercises", "DOLLAR_MISTAKES"),
    "Exercise": ("alvh_helpers.course.exercises", "Exercise"),
    "Mistake": ("alvh_helpers.course.exercises", "Mistake"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "load_market": ("alvh_helpers.market.history", "load_market"),
    "resampled_slopes": ("alvh_helpers.risk.bootstrap", "resampled_slopes"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "FORWARD_RULES": ("alvh_helpers.course.nb07_time_shift.roll_costs", "FORWARD_RULES"),
    "forward_roll_costs": ("alvh_helpers.course.nb07_time_shift.roll_costs", "forward_roll_costs"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
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
