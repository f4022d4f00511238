"""Lesson 00, Start here: its figures and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__, {"exercises": "EXERCISES", "figures": "hedged_paths profit_by_year"}
)
