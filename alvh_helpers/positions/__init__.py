"""Positions: strikes, legs, books, margin, profit, and the condor and its relatives."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "book": "Book Number book_of",
        "condor": """
            Condor condor_greeks condor_summary diagonal_condor iron_condor ratio_condor sell_condor
        """,
        "drift": "Thresholds condor_drift distance drift_path fired first_crossings",
        "legs": "Leg cash etn_shares spx_option vix_option vx_future vxm_future",
        "margin": "CUSTOMER_FACTOR FUTURES_SHARE Margin Uncovered futures_share position_margin worst_payoff",
        "parity": """
            box box_rate box_residual conversion financed mispricing_gain parity_residual reversal
            synthetic_forward what_it_moves
        """,
        "payoff": """
            break_even_spots break_evens condor_payoff condor_value max_loss probability_below
            probability_between probability_of_profit probability_of_touch profit_extremes profit_function
            profit_over_spot
        """,
        "strikes": """
            CONDOR_FLAGS CONDOR_QUANTITIES CondorStrikes Pair SHORT_MEASURES WING_MEASURES choose_strikes
            condor_strikes expected_move snap_strike surface_strike_for_delta
        """,
        "valuation": "EtnQuote Greeks Marks PricingContext VegaBeta context mark",
    },
)
