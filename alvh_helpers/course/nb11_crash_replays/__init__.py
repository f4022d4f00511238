"""Lesson 11, Crash replays: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "reading": "NOTABLE identities notable_day policy_in_words read_aloud trace_day worst_evenings",
        "study": """
            CLAIM Resampled by_crash by_weather crash_score judged multiples offsets reductions resampled
            scorecard start_luck starts storms verdict yearly_regret
        """,
    },
)
