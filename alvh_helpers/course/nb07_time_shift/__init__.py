"""Lesson 07, Time shift: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "after_spikes": "buying_high forward_returns premium_by_episode premium_rules premium_summary",
        "roll_costs": "FORWARD_RULES SESSIONS_A_YEAR capm_table forward_roll_costs roll_cost_table run_rules",
    },
)
