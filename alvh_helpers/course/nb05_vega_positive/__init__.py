"""Lesson 05, Vega positive: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "builds": """
            Build CLAIMED land leg_values listed_width net_vega replayed spread_sums strikes_at usual_vix3m
            vix_vega width_for_vega
        """,
        "history": "held held_table moves_after nights_table overnight programme",
        "maps": "all_plain beta_table into_crash landed_table plain_map range_table sweep usual_surface waiting",
    },
)
