"""Lesson 06, VIX instruments: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": """
            beta_map betas_against_claim call_multiples day_curves dislocated_days etn_history shares_of_vix
        """,
        "study": "CLAIMED_BETA call_marks claimed_betas share_delivered",
        "widgets": "STORY_DAYS call_profit call_view vix_call_explorer",
    },
)
