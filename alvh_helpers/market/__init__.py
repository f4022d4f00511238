"""Market: calendars, contracts, and nineteen years of daily history, checked as they are read."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "calendar": """
            DateLike FIRST_DAY LAST_DAY as_date date_range date_within day_index days_to_vx_expiries
            next_spx_expiry session_days session_on_or_before spx_expiries trading_sessions vx_expiries vx_expiries_of vx_expiry vx_expiry_ranks year_fraction
        """,
        "contracts": """
            DAYS_A_YEAR FIRST_WEEKLY MULTIPLIERS SESSIONS_A_YEAR SPX_MULTIPLIER VIX_MULTIPLIER
            VX_COLUMNS VX_MULTIPLIER
        """,
        "history": "Day EPISODES Episode Market episodes_above equity_excess load_market",
        "loading": """
            FILES MACRO_LAG_MONTHS bundled_folder dividend_yield_by_day known_macro known_on rate_by_day
            read_breadth read_fomc read_macro read_market vix3m_from_curve
        """,
    },
)
