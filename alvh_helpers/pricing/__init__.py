"""Prices: Black-76, implied volatility, the SPX surface, Greeks, and what moves a value."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "black": """
            BLOCK INV_SQRT_2PI MOST_GROWTH OptionValues black76 black_scholes extrinsic_value strike_for_delta
        """,
        "greeks": "OptionGreeks option_greeks surface_price",
        "implied": "ImpliedVol QuoteStatus implied_vol",
        "scenarios": """
            Attribution Profit attribute_move break_even_curves break_even_vix leg_profit
            sum_legs
        """,
        "smile": """
            Skew atm_total_variance durrleman log_moneyness_at_delta skew_measures
            slice_derivatives total_variance variance_swap_total
        """,
        "surface": """
            FlatSurface LEAST_FORWARD REGIMES SHORTEST_TIME SHORT_END SURFACE_COLUMNS Smile SpxSurface Surface
            TENOR_POWER VIX3M_BETA bound_use flat_surface forward_variance regime_row
            smooth_table spx_surface surface_of swap_total_variance
        """,
    },
)
