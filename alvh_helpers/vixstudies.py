"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.course.nb06_vix_instruments.study"
_TABLE = {
    "etn_years": ("alvh_helpers.course.nb06_vix_instruments.study", "etn_years"),
    "CLAIMED_BETA": ("alvh_helpers.course.nb06_vix_instruments.study", "CLAIMED_BETA"),
    "etn_days": ("alvh_helpers.course.nb06_vix_instruments.study", "etn_days"),
    "instrument_moves": ("alvh_helpers.course.nb06_vix_instruments.study", "instrument_moves"),
    "_RISES": ("alvh_helpers.course.nb06_vix_instruments.study", "_RISES"),
    "claimed_betas": ("alvh_helpers.course.nb06_vix_instruments.study", "claimed_betas"),
    "calls_in_episodes": ("alvh_helpers.course.nb06_vix_instruments.study", "calls_in_episodes"),
    "vxth_calls": ("alvh_helpers.course.nb06_vix_instruments.study", "vxth_calls"),
    "KNOWN_DAYS": ("alvh_helpers.course.nb06_vix_instruments.study", "KNOWN_DAYS"),
    "share_delivered": ("alvh_helpers.course.nb06_vix_instruments.study", "share_delivered"),
    "BAND_SMILES": ("alvh_helpers.vix.options", "BAND_SMILES"),
    "_INSTRUMENTS": ("alvh_helpers.course.nb06_vix_instruments.study", "_INSTRUMENTS"),
    "Floats": ("alvh_helpers.course.nb06_vix_instruments.study", "Floats"),
    "_marks": ("alvh_helpers.course.nb06_vix_instruments.study", "_marks"),
    "_delivered": ("alvh_helpers.course.nb06_vix_instruments.study", "_delivered"),
    "beta_table": ("alvh_helpers.vix.betas", "beta_table"),
    "futures_moves": ("alvh_helpers.vix.betas", "futures_moves"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "calendar_returns": ("alvh_helpers.vix.etn", "calendar_returns"),
    "etn_index": ("alvh_helpers.vix.etn", "etn_index"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_slopes": ("alvh_helpers.risk.bootstrap", "resampled_slopes"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "expiry_eve": ("alvh_helpers.vix.rolls", "expiry_eve"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "vix_chain": ("alvh_helpers.vix.options", "vix_chain"),
    "vix_option_expiries": ("alvh_helpers.vix.options", "vix_option_expiries"),
    "vxth_weight": ("alvh_helpers.vix.options", "vxth_weight"),
    "VIX_BANDS": ("alvh_helpers.vix.options", "VIX_BANDS"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
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
