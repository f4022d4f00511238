"""Lesson 09, Signals: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "accounts": "account_table",
        "luck": "Luck luck_table without_lags",
        "record": """
            ACCOUNT_EDGE EDGE Lifts ablation_changes block_intervals call_record forward_moves group_means
            lift_table lifts like_days macro_help quorum_votes spike_ahead standing vix_rsi_study
        """,
        "storms": "at_least_by_luck clusters first_jumps leads warning_record",
    },
)
