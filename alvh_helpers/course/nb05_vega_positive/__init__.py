"""Lesson 05, Vega positive: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "builds": """
            Build CLAIMED land leg_values listed_width net_vega plain_grid replayed sold_vix_vega spread_sums
            strikes_at usual_vix3m vix_vega width_for_vega
        """,
        "exercises": "EXERCISES",
        "figures": "episode_paths off_centre price_of_vega vega_life vega_map vol_space",
        "history": "held overnight programme",
        "widgets": "Structure build_structure structure_builder structure_view",
    },
)
