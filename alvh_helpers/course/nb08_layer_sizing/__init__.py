"""Lesson 08, Layer sizing: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": """
            account_steps binding_map cost_years crash_diary credit_shares losses_and_gains quick_history
        """,
        "study": """
            ETN_PRICE Sized WINGS carry_table condors_by_day cost_by_period coverage_held coverage_ladder
            fitting_units hedge_layers nearest_coverage realised_coverage sized smallest_account units_by_day
            wing_rule
        """,
        "widgets": "account_explorer account_view",
    },
)
