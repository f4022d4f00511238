"""Helpers for the course on hedging SPX iron condors with VIX instruments."""

from alvh_helpers._lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(
    __name__,
    {
        "": "market pricing risk vix positions signals strategy simulation course",
        "errors": "CourseError",
        "market": "EPISODES Market load_market next_spx_expiry spx_expiries trading_sessions year_fraction",
        "pricing": "black76 black_scholes flat_surface implied_vol spx_surface strike_for_delta surface_of",
        "risk": "drawdown xirr",
        "vix": "listed_strike vix_chain vx_curve",
        "positions": """
            Book Leg choose_strikes condor_greeks condor_summary expected_move iron_condor sell_condor snap_strike
        """,
        "signals": "Quorum votes",
        "strategy": "Policy fixed_ratio only promoter steward unhedged",
        "simulation": "CALMS CRASHES Costs WHOLE load_daily_market outcome replay",
    },
)
