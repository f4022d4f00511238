"""Lesson 01, Condor anatomy: its figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": "chances extrinsic_decay payoffs",
        "widgets": "condor_view payoff_explorer",
    },
)
