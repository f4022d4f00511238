"""Lesson 02, Condor Greeks: its figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": "accounts greek_panels misses_by_move profit_map sign_flips vega_per_theta walks",
        "widgets": "dollar_greeks eve_of greeks_explorer greeks_view",
    },
)
