"""Lesson 04, Drift: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "alarms": "drift_alarms drift_readings judge notice reached read_thresholds what_followed with_intervals",
        "history": "CondorHistory KINDS condors_of_history middle_of path_kinds",
        "pools": """
            along_path beside_pool fair_fee_rate impermanent_loss matching_pool pool_misses pool_profit
            still_profits still_vix_profit
        """,
    },
)
