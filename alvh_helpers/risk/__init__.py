"""Risk: drawdown, value at risk, ratios and rates of return, and the bootstrap behind every interval."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "bootstrap": """
            ANNUAL Comparison MeanInterval Resampled STATISTICS Statistic block_counts compare growth_a_year
            interval max_drawdown deepest_fall mean_a_year mean_interval resample_together
            resampled_means resampled_slopes sharpe stationary_indices volatility worst_twentieth
        """,
        "measures": """
            Drawdown METHODS TailRisk cornish_fisher_is_sound drawdown period_returns risk_table shape
            tail_risk trailing_tail_risk
        """,
        "ratios": """
            Capm Xirr capm cost_share coverage_realised fair_carry quick_ratio required_return
            vega_theta_ratio wacc xirr
        """,
    },
)
