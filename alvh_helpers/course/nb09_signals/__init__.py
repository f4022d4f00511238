"""Lesson 09, Signals: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "comparison": "account_table",
        "exercises": "EXERCISES",
        "figures": """
            NO_DATA accounts hedge_map k12_moves lift_dots macro_dots quorum_curves storm_leads sweep_halves
            vote_strip year_of_signals
        """,
        "luck": "Luck luck_table without_lags",
        "record": """
            ACCOUNT_EDGE EDGE Lifts ablation_changes block_intervals call_record forward_moves group_means
            lift_table lifts like_days macro_help quorum_votes spike_ahead standing vix_rsi_study
        """,
        "storms": "at_least_by_luck clusters first_jumps leads warning_record",
        "widgets": "dashboard dashboard_view",
    },
)
