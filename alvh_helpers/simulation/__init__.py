"""Replays: what is known by day, costs, condor sales, hedges, the account, and its ledger."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "account": "Account DayLog Hedge ReplayInputs run",
        "compare": """
            CALMS CRASHES HIGH_VIX Outcome column compare_policies episode_ledger outcome sweep taken_apart
        """,
        "condors": "CondorSales condor_sales largest_drift nearest_expiry nearest_short",
        "costs": "Costs MULTIPLES SPX_WIDTH",
        "daily": """
            DEFAULT_BETA DailyMarket ETN_NAME EVENT_SESSIONS PRICE_DIGITS load_daily_market row_numbers
            scheduled_meetings
        """,
        "hedges": """
            ENDS LayerPurchases choose_layer_strikes delayed expected_cost layer_purchases mark_units
            trigger_days
        """,
        "ledger": "Ledger ReplayRecord day_position",
        "run": "DAYS_BEFORE WHOLE replay stretch_days",
    },
)
