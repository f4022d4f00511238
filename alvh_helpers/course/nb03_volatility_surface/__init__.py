"""Lesson 03, Volatility surface: its figures, widgets and exercises."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": "EXERCISES",
        "figures": """
            chances_by_surface fit_lines mean_profits remarked_paths smiles_and_terms strip_shares vix_calls
            vol_space
        """,
        "widgets": "smile_view surface_explorer",
    },
)
