"""Lesson 10, Second engine: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "engine": "CAPITAL EngineRules EngineRun engine_run largest_leverage",
        "study": "EXPOSURES engine_stays exposures first_closes leave_one_out one_day_falls stay_path sweep_engine",
    },
)
