"""Lesson 09, Signals: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "accounts": "account_table hedges_by_episode hedging quorum_policies smaller voted_by without_pause",
        "luck": "Luck ablation_changes luck_table rsi_sweep silenced without_lags without_storms",
        "record": """
            ablation block_intervals forward_moves group_means like_days macro_help quorum_curve reached
            score spike_ahead trigger_record vix_rsi_study
        """,
        "storms": """
            ACCOUNT_EDGE EDGE Lifts at_least_by_luck clusters first_jumps leads lift_table lifts
            quorum_votes standing verdict warning_record
        """,
    },
)
