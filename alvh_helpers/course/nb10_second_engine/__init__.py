"""Lesson 10, Second engine: its study, figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "engine": "EngineRules EngineRun engine_run largest_leverage",
        "study": "EXPOSURES engine_stays exposures first_closes sweep_engine",
    },
)
