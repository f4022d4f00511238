"""Lesson 07, Time shift: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES GUESSES judge judged",
        "figures": "after_peaks bought_high cost_split curve_of episode_curves hedge_prices stages",
        "study": """
            buying_high capm_table forward_returns forward_roll_costs premium_by_episode roll_cost_table
        """,
        "widgets": "curve_frame time_explorer",
    },
)
