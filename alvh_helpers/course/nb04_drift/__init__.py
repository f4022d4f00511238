"""Lesson 04, Drift: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "alarms": "drift_alarms judge what_followed",
        "exercises": "EPISODE EXERCISES design_result episode_condors",
        "figures": "after_alarms beside_pools drift_story hills readings three_drifts",
        "history": "CondorHistory condors_of_history",
        "pools": """
            along_path beside_pool impermanent_loss matching_pool pool_misses pool_profit still_profits
            still_vix_profit
        """,
        "widgets": "drift_explorer drift_view",
    },
)
