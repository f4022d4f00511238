"""Lesson 08, Layer sizing: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "study": """
            ETN_PRICE carry_table condors_by_day cost_by_period coverage_cost coverage_held coverage_ladder
            hedge_layers realised_coverage units_by_day
        """,
    },
)
