"""VIX instruments: futures, options, the 30-day note, their betas and what it costs to roll them."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "betas": """
            DAYS_EDGES Fit VIX_EDGES atm_vol_points beta_table dislocation futures_moves newey_west
            spx_vega_equivalent
        """,
        "etn": "ETN_PRESETS Etn Months calendar_returns etn_index etn_preset mix_return roll_weights",
        "futures": """
            LISTED VxCurve contract_gain days_to_expiries forward_at forward_on_curve front_gain held_contract
            next_sessions settlements slope_regime term_structure vx_curve
        """,
        "index": "Strip surface_quotes vix_from_strip vix_index",
        "options": """
            BAND_SMILES Structure VIX_BANDS VX_VOL VixBand VixChain VixSmile VixSurface known_vvix
            listed_strike strike_at_delta vix_chain vix_option_expiries vix_option_surface vix_smile
            vvix_term_factor vxth_weight
        """,
        "rolls": """
            PARTS RollCosts RollLedger RollRule Schedule Signal Tenor backwardation expiry_eve run_roll
            schedule
        """,
    },
)
