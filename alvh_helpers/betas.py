"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.vix.betas"
_TABLE = {
    "atm_vol_points": ("alvh_helpers.vix.betas", "atm_vol_points"),
    "futures_moves": ("alvh_helpers.vix.betas", "futures_moves"),
    "DAYS_EDGES": ("alvh_helpers.vix.betas", "DAYS_EDGES"),
    "_regimes": ("alvh_helpers.vix.betas", "_regimes"),
    "_BY": ("alvh_helpers.vix.betas", "_BY"),
    "spx_vega_equivalent": ("alvh_helpers.vix.betas", "spx_vega_equivalent"),
    "_by_days": ("alvh_helpers.vix.betas", "_by_days"),
    "newey_west": ("alvh_helpers.vix.betas", "newey_west"),
    "Fit": ("alvh_helpers.vix.betas", "Fit"),
    "_AGAINST": ("alvh_helpers.vix.betas", "_AGAINST"),
    "_percent_gains": ("alvh_helpers.vix.betas", "_percent_gains"),
    "VIX_EDGES": ("alvh_helpers.vix.betas", "VIX_EDGES"),
    "_SETTLES_EARLIER": ("alvh_helpers.vix.betas", "_SETTLES_EARLIER"),
    "_NORMAL_95": ("alvh_helpers.vix.betas", "_NORMAL_95"),
    "Floats": ("alvh_helpers.vix.betas", "Floats"),
    "_FUTURES": ("alvh_helpers.vix.betas", "_FUTURES"),
    "beta_table": ("alvh_helpers.vix.betas", "beta_table"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "mix_return": ("alvh_helpers.vix.etn", "mix_return"),
    "roll_weights": ("alvh_helpers.vix.etn", "roll_weights"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "spx_surface": ("alvh_helpers.pricing.surface", "spx_surface"),
    "contract_gain": ("alvh_helpers.vix.futures", "contract_gain"),
    "held_contract": ("alvh_helpers.vix.futures", "held_contract"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
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
