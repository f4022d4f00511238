"""Replays: daily facts, costs, condor sales, hedges, the account, and its ledger."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "account": "Account DayLog Hedge ReplayInputs run",
        "compare": """
            CALMS CRASHES DAYS_BEFORE FIGURES HIGH_VIX Outcome Row WHOLE column episode_ledger episode_table
            outcome outcome_table stretch_days sweep taken_apart
        """,
        "condors": """
            Candidates CondorSales Node candidates chosen condor_sales largest_drift nearest_expiry
            nearest_short sale_days shift_sessions
        """,
        "costs": "Costs MULTIPLES SPX_WIDTH",
        "daily": """
            DEFAULT_BETA DailyMarket ETN_NAME EVENT_SESSIONS PRICE_DIGITS load_daily_market
            scheduled_meetings
        """,
        "hedges": """
            ENDS LayerPurchases choose_layer_strikes delayed expected_cost layer_purchases mark_units
            trigger_days
        """,
        "ledger": "Ledger ReplayRecord contract_label day_position explain_day leg_table held_marks trade_table",
        "run": "replay",
    },
)
