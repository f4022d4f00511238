"""Lesson 11, Crash replays: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": "accounts dumbbells gallery one_replay profit_by_source regret start_dots",
        "reading": "identities policy_in_words trace_day worst_evenings wrapped",
        "study": "CLAIM multiples reductions starts",
        "widgets": "Order Walk paper_account rules_account step_view stepper_explorer told",
    },
)
