"""Lesson 10, Second engine: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "engine": "EngineRules EngineRun engine_run largest_leverage",
        "exercises": "EXERCISES LEFT_OUT",
        "figures": "first_close_rows purse_panels purses_by_leverage rule_map side_by_side stay_paths",
        "study": "EXPOSURES engine_stays exposures first_closes sweep_engine",
        "widgets": "ENGINE_EPISODES engine_explorer engine_layer engine_view",
    },
)
