"""Shim."""

from importlib import import_module

_HOME = "alvh_helpers.pricing.greeks"
_TABLE = {
    "_smile_slope": ("alvh_helpers.pricing.greeks", "_smile_slope"),
    "option_greeks": ("alvh_helpers.pricing.greeks", "option_greeks"),
    "_second_order": ("alvh_helpers.pricing.greeks", "_second_order"),
    "OptionGreeks": ("alvh_helpers.pricing.greeks", "OptionGreeks"),
    "_market": ("alvh_helpers.pricing.greeks", "_market"),
    "_theta_surface": ("alvh_helpers.pricing.greeks", "_theta_surface"),
    "Floats": ("alvh_helpers.pricing.greeks", "Floats"),
    "_vega_vix": ("alvh_helpers.pricing.greeks", "_vega_vix"),
    "surface_price": ("alvh_helpers.pricing.greeks", "surface_price"),
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "black_scholes": ("alvh_helpers.pricing.black", "black_scholes"),
    "SHORTEST_TIME": ("alvh_helpers.pricing.surface", "SHORTEST_TIME"),
    "slice_derivatives": ("alvh_helpers.pricing.smile", "slice_derivatives"),
    "VIX3M_BETA": ("alvh_helpers.pricing.surface", "VIX3M_BETA"),
    "FlatSurface": ("alvh_helpers.pricing.surface", "FlatSurface"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
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
