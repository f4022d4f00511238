"""What all lessons share: parameters, tables, exercises, figures, widgets, and the model's error."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "exercises": """
            DOLLAR_MISTAKES Exercise Mistake SHARE_MISTAKES Verdict all_exercises check exercises_of grade
            solution
        """,
        "model_error": "DELTAS EXPIRIES REGIME_EDGES fit_errors",
        "notebook": "choice neat parameter",
        "plots": """
            INK LINES date_axis dollar_axis headline house_style label_ends label_line legend_below
            line_style mark_level new_figure percent_axis plot_paths plot_payoff show zero_line
        """,
        "widgets": "Draw explorer",
    },
)
