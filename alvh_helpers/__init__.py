"""Iron condors on the S&P 500, hedged with VIX instruments, on nineteen years of daily history.

Quick start: a condor on a real day, a policy through a crash, and two policies side by side.

>>> import alvh_helpers as alvh
>>> market = alvh.load_market()
>>> condor = alvh.iron_condor(market, "2020-03-20", date="2020-02-03", short_delta=0.16, wing_delta=0.05)
>>> about = alvh.condor_summary(condor, market)  # everything one asks about a condor
>>> print(
...     f"{about['credit']:.2f} points; at worst {-about['max_loss']:,.0f} dollars; vega {about['vega']:.0f}"
... )
23.75 points; at worst -21,625 dollars; vega -324

>>> ledger = alvh.replay(alvh.steward(), "Feb-Apr 2020")  # an episode's name, or a market with two dates
>>> ledger
Ledger(steward, 2019-12-18 to 2020-04-30, equity 789,413.43)
>>> print(f"deepest fall {ledger.summary()['drawdown']:.1%}")
deepest fall 23.6%
>>> print(ledger.explain("2020-03-16"))  # doctest: +ELLIPSIS
Monday 2020-03-16, steward. The account is worth 865,278.03 dollars: 991,666.29 in cash, ...

>>> table = alvh.compare_policies({"steward": alvh.steward(), "unhedged": alvh.unhedged()}, alvh.CRASHES)
>>> print(table["profit"].loc["Feb-Apr 2020"].map("{:,.0f}".format).to_dict())
{'steward': '-210,587', 'unhedged': '-308,211'}

Prices of options come from a model that is anchored to each day's VIX; the rest is history. These names are loaded when they
are first used; each comes from a wing, which offers more: ``alvh.market``, ``pricing``, ``risk``, ``vix``, ``positions``,
``signals``, ``strategy``, ``simulation`` and, for the lessons, ``course``.
"""

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
        "simulation": "CALMS CRASHES Costs WHOLE compare_policies load_daily_market outcome replay",
    },
)
