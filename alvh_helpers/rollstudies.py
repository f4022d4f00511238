"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb07_time_shift.roll_costs"
_TABLE = {
    "_price": ("alvh_helpers.course.nb07_time_shift.roll_costs", "_price"),
    "forward_roll_costs": ("alvh_helpers.course.nb07_time_shift.roll_costs", "forward_roll_costs"),
    "run_rules": ("alvh_helpers.course.nb07_time_shift.roll_costs", "run_rules"),
    "capm_table": ("alvh_helpers.course.nb07_time_shift.roll_costs", "capm_table"),
    "SESSIONS_A_YEAR": ("alvh_helpers.course.nb07_time_shift.roll_costs", "SESSIONS_A_YEAR"),
    "FORWARD_RULES": ("alvh_helpers.course.nb07_time_shift.roll_costs", "FORWARD_RULES"),
    "roll_cost_table": ("alvh_helpers.course.nb07_time_shift.roll_costs", "roll_cost_table"),
    "equity_excess": ("alvh_helpers.market.history", "equity_excess"),
    "atm_vol_points": ("alvh_helpers.vix.betas", "atm_vol_points"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "resampled_slopes": ("alvh_helpers.risk.bootstrap", "resampled_slopes"),
    "PARTS": ("alvh_helpers.vix.rolls", "PARTS"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "slope_regime": ("alvh_helpers.vix.futures", "slope_regime"),
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
