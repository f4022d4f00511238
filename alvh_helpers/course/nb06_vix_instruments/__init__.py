"""Lesson 06, VIX instruments: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "study": """
            CLAIMED_BETA KNOWN_DAYS calls_in_episodes claimed_betas etn_days etn_years instrument_moves
            share_delivered vxth_calls
        """,
    },
)
