"""Lesson 06, VIX instruments: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {"study": "CLAIMED_BETA call_marks claimed_betas share_delivered"},
)
