# %% [markdown]
# # Start here: sell a condor in February 2020 and watch it through March
#
# After this notebook you have sold an iron condor one day before the market's top, put a VIX future beside it, and marked both
# every day through the crash, on real closes and settlements. And you know three questions that this one picture cannot answer.

# %% [markdown]
# ## What you'll do
#
# - Check that everything is installed.
# - Sell an iron condor by delta and state its credit and its largest loss in dollars.
# - Mark it every day to expiry, next to a VX future that is rolled as it ages.
# - Show how much the answer depends on the crude model that is used here.
# - Repeat the trade over nineteen years and see what one crash hides.
#
# ## What you need
#
# Nothing but a rough idea of what a call and a put are. Some Python helps; you can also only run the cells and read.
# Time: 45 minutes, 15 of them for the exercises. Next: [01 Condor anatomy](01_condor_anatomy.ipynb).
#
# Run a cell with Shift+Enter. The first one brings the tools of this notebook: `alvh` prices options, knows expiries and loads the history,
# `positions` knows what four strikes make together, `vix` what can be bought on volatility. Its last line looks at your installation: if
# something is wrong, it says what mends it.

# %% tags=["imports"]
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, vix
from alvh_helpers.course import check, neat, parameter, plots, solution
from alvh_helpers.course.nb00_start_here import figures
from alvh_helpers.doctor import doctor

doctor()

# %% [markdown]
# These are the knobs. `SALE_DATE` is the day of the trade and `DAYS` the calendar days to expiry one aims at. `SHORT_DELTA` places
# the two short options: at 0.16, each has roughly a 16 % chance to end in the money, says the model. `WING` is the distance to the
# bought options, in index points. `FUTURES` VX contracts stand beside `CONDORS` condors.

# %% tags=["parameters"]
# change me
SALE_DATE = "2020-02-18"
DAYS = 45
SHORT_DELTA = 0.16
WING = 50
CONDORS = 10
FUTURES = 1

# %% [markdown]
# ## 1. Sell the condor
#
# **Predict**: the S&P 500 stands near its record high and VIX near its usual calm. How far from spot will the short strikes lie: 2 %, 5 %, 10 %?
#
# A short iron condor is four options of one expiry: sell a put below the market and a call above it, buy a put and a call
# further out. You are paid at once, and you keep all of it if the index ends between the short strikes.

# %%
market = alvh.load_market()
sale = market.day(SALE_DATE)
expiry = alvh.next_spx_expiry(sale.date, parameter("DAYS", DAYS, 1, 400))
years = alvh.year_fraction(sale.date, expiry)
print(f"Sold {sale.date:%Y-%m-%d}: S&P 500 {sale.spx:,.2f}, VIX {sale.vix:.2f}")
print(f"Expiry {expiry:%Y-%m-%d}, {365 * years:.0f} days away")

# %% [markdown]
# To place strikes by delta one needs a volatility. We take VIX for every strike, which is crude: real puts cost more and real calls less.
# Further down you see how much that matters; [notebook 03](03_volatility_surface.ipynb) does better.

# %%
vol = sale.vix / 100
forward = sale.spx * np.exp((sale.rate - sale.dividend_yield) * years)
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.01, 0.49)
wing = parameter("WING", WING, 5, 1000)
put, call = alvh.snap_strike(
    alvh.strike_for_delta(delta, ["p", "c"], forward, years, vol, sale.rate)
)
strikes = positions.condor_strikes(put - wing, put, call, call + wing)
for name, strike in strikes._asdict().items():
    print(
        f"{name.replace('_', ' '):>10}: {strike:,.0f}  ({strike / sale.spx - 1:+.1%} from spot)"
    )

# %% [markdown]
# **Explain**: the model gives the put and the call the same volatility, so the strikes lie almost evenly around the market, a little more than
# one standard deviation away on each side. Now the price.

# %%
FLAGS = ["p", "p", "c", "c"]


def condor_points(days, vol):
    """Value of the four legs in points, on each day of a table."""
    left = np.array([alvh.year_fraction(d, expiry) for d in days.index])[:, None]
    spot, rate, dividends = (
        days[c].to_numpy()[:, None] for c in ("spx", "rate", "dividend_yield")
    )
    vols = np.broadcast_to(vol, len(days))[:, None]
    prices = alvh.black_scholes(
        FLAGS, spot, np.array(strikes), left, vols, rate, dividends
    ).price
    return pd.Series(positions.condor_value(prices), days.index)


# %%
life = market.window(sale.date, expiry).table
marks = condor_points(life, life["vix"] / 100)
credit = -marks.iloc[0]
condors = parameter("CONDORS", CONDORS, 1, 100_000, whole=True)
print(f"Credit: {credit:.2f} points = {100 * credit:,.0f} dollars a condor")
print(f"Credit of all condors: {100 * condors * credit:,.0f} dollars")
print(f"Largest loss: {100 * condors * positions.max_loss(strikes, credit):,.0f} dollars")

# %% [markdown]
# ## 2. Put a VX future beside it
#
# VIX itself cannot be bought. A VX future can: 1,000 dollars a point, settled every day. A future that is about to expire is sold on the
# day before and the next month bought, at that day's settlements, free of costs for now. One future stands beside ten condors.

# %%
gain = vix.front_gain(market).loc[life.index]
gain.iloc[0] = 0.0  # bought at the settlement of the day of the sale
futures = parameter("FUTURES", FUTURES, 0, 10_000, whole=True)
condor_profit = 100 * condors * (marks - marks.iloc[0])
future_profit = 1000 * futures * gain.cumsum()

# %%
diary = pd.DataFrame({"S&P 500": life["spx"], "VIX": life["vix"]})
diary["condors"], diary["future"] = condor_profit, future_profit
diary["together"] = condor_profit + future_profit
neat(diary.iloc[:: max(len(life) // 8, 1)], {"VIX": ".2f"})

# %% [markdown]
# ## 3. The picture
#
# **Predict** before you run it: does the pair end with a gain, a loss, or near zero? When was it worth most?

# %%
plots.show(*figures.hedged_paths(condor_profit, future_profit, life["spx"], strikes))

# %% [markdown]
# The condors fall to their floor and stay there: that is what the wings are for. The future rises without a floor or a lid, and then gives much
# of it back while the condors' loss stays. The dot marks the best day of the pair. Nobody rang a bell on it.

# %%
peak = future_profit.idxmax()
condors_end, future_end = condor_profit.iloc[-1], future_profit.iloc[-1]
print(f"Condors: lowest {condor_profit.min():,.0f}, at expiry {condors_end:,.0f} dollars")
print(
    f"Future: best {future_profit[peak]:,.0f} on {peak:%Y-%m-%d}, at expiry {future_end:,.0f}"
)
print(f"Given back after the best day: {future_profit[peak] - future_end:,.0f} dollars")

# %% [markdown]
# ## 4. How crude is this?
#
# The closes and settlements are real. The option prices are a model's, and a simple one: every strike at the day's VIX. Real S&P options near
# the money trade below VIX, low puts above it, high calls well below. So let us price the *same strikes* with 0.8, 1 and 1.2 times VIX.

# %%
early = life.index[min(4, len(life) - 1)]
crude = {}
for factor in (0.8, 1.0, 1.2):
    path = condor_points(life, factor * life["vix"] / 100)
    profit = 100 * condors * (path - path.iloc[0])
    crude[f"{factor:.1f} x VIX"] = {
        "credit a condor": -100 * path.iloc[0],
        f"profit {early:%Y-%m-%d}": profit[early],
        "lowest mark": profit.min(),
        "at expiry": profit.iloc[-1],
    }
neat(pd.DataFrame(crude).T)

# %% [markdown]
# A fifth up or down in volatility moves the credit by hundreds of dollars a condor. At the end only the credit differs, because an expired
# option needs no model. In a crash the picture's shape is robust; whether selling condors *pays* over the years is not, as the next section shows.

# %% [markdown]
# ## What breaks this: one crash is an anecdote
#
# The date was chosen *because* the crash came. So repeat the same trade through the whole history: sell, hold to expiry, sell again on the
# day of expiry, always with the futures beside it.

# %%
table, front = market.table, vix.front_gain(market)


def one_trade(start, factor=1.0):
    """Expiry, and dollars of the condors and of the futures, for a sale on one day."""
    day, end = market.day(start), alvh.next_spx_expiry(start, DAYS)
    if end > table.index[-1]:
        return None
    time, vol = alvh.year_fraction(start, end), day.vix / 100
    ahead = day.spx * np.exp((day.rate - day.dividend_yield) * time)
    p, c = alvh.snap_strike(
        alvh.strike_for_delta(delta, ["p", "c"], ahead, time, vol, day.rate)
    )
    legs = positions.condor_strikes(p - wing, p, c, c + wing)
    sold_at = (time, factor * vol, day.rate, day.dividend_yield)
    paid = alvh.black_scholes(FLAGS, day.spx, np.array(legs), *sold_at).price
    points = positions.condor_payoff(
        table.at[end, "spx"], legs, -positions.condor_value(paid)
    )
    return (
        end,
        100 * condors * float(points),
        1000 * futures * front.loc[start:end].iloc[1:].sum(),
    )


# %%
def programme(factor=1.0):
    """All trades of the history, one after the other, as a table by day of sale."""
    trades, start = {}, table.index[0]
    while (trade := one_trade(start, factor)) is not None:
        trades[start], start = trade[1:], trade[0]
    return pd.DataFrame(trades, index=["condors", "futures"]).T


# %%
trades = programme()
trades["together"] = trades.sum(axis=1)
summary = pd.DataFrame({"mean": trades.mean(), "worst": trades.min()})
summary.insert(1, "standard error", trades.std() / np.sqrt(len(trades)))
summary["share above 0"] = (trades > 0).mean()
print(f"{len(trades)} trades, one after the other, dollars a trade")
neat(summary, {"share above 0": ".0%"})

# %% [markdown]
# Look at the futures first, because they need no model: most periods they lose, by a little; in a few they gain a lot. That is the price of
# waiting for March 2020. Whether their mean differs from zero at all: compare it with its standard error.
#
# The condors' mean looks splendid, many standard errors above zero. **Do not believe it.** Watch what happens when the same strikes are sold at 0.9 or 0.8 of VIX instead.

# %%
factors = (1.0, 0.9, 0.8)
means = pd.DataFrame({f"{f:.1f} x VIX": programme(f).mean() for f in factors}).T
means["together"] = means.sum(axis=1)
neat(means)

# %%
plots.show(*figures.profit_by_year(trades))

# %% [markdown]
# The model's choice of volatility decides most of the condors' average profit: a number that leans on it is worth nothing until the model has been
# measured against real quotes. That is why this course spends a notebook on the volatility surface before it says a word about returns.
#
# ## Three questions
#
# 1. **What does it cost when nothing happens?** The futures lose in most periods. Are there instruments, months or signals that lose less?
# 2. **How much, and when to take it off?** One future beside ten condors was a guess, and the best day was known only afterwards.
# 3. **How would one have known?** On the day of the sale nothing stood out. Rules that come on by signal must be tested on all the days on
#    which the signal came and no crash did.
#
# The ALVH claims answers to all three: three layers of VIX instruments that come on by rule, sized against the condor's vega and its credit.
# The course builds exactly that, and measures it.

# %% [markdown]
# ## How the course works
#
# Each notebook follows the same path: what you will be able to do, a cell of parameters, sections of *predict, run, explain*, a part called
# "What breaks this", exercises that check themselves, take-aways and sources. Change any parameter and run all cells again
# (menu *Run*, *Restart Kernel and Run All Cells*): you get a result, or one sentence that says what makes no sense.
#
# Numbers come from cells, never from memory. If you find one in the text that no cell printed, that is a mistake worth reporting.
#
# ## The map
#
# | notebook | question | time |
# |---|---|---|
# | 00 Start here | What happened to one condor in March 2020? | 45 minutes |
# | [01 Condor anatomy](01_condor_anatomy.ipynb) | What can four strikes win and lose, and how likely? | 75 minutes |
# | [02 Condor Greeks](02_condor_greeks.ipynb) | What moves a condor's value tomorrow, and when do its Greeks stop telling the truth? | 60 minutes |
# | [03 Volatility surface](03_volatility_surface.ipynb) | What is a fair price for every strike, and how wrong is it? | 90 minutes |
# | [04 Drift](04_drift.ipynb) | What did the alarms of a drifting condor know? | 40 minutes |
# | [05 Vega positive](05_vega_positive.ipynb) | Which wings make a condor gain when volatility rises, and at what price? | 40 minutes |
# | [06 VIX instruments](06_vix_instruments.ipynb) | What can be bought, and how much of the VIX does it deliver? | 90 minutes |
# | [07 Time shift](07_time_shift.ipynb) | What does it cost to roll a hedge through time? | 40 minutes |
# | [08 Layer sizing](08_layer_sizing.ipynb) | How many VIX instruments does a condor need, and what did they pay and cost? | 75 minutes |
# | [09 Signals](09_signals.ipynb) | Did any signal see a storm coming? | 75 minutes |
# | [10 Second engine](10_second_engine.ipynb) | What does buying above VIX 35 earn, and what does it put at risk? | 75 minutes |
# | [11 Crash replays](11_crash_replays.ipynb) | What did the whole set of rules do in ten crashes and nineteen years? | 75 minutes |
#
# 00 to 05 are about the condor, 06 and 07 about what can protect it, 08 to 11 about the rules that decide how much of it, and when. Each claim of the source material that a notebook touches (K1, K3, ...) ends with a verdict: supported, not supported, or it depends, and on what.
#
# ## Workshop routes
#
# | you have | do | leave out |
# |---|---|---|
# | an hour | 00 together, sections 1 to 3 live; let everybody predict the picture before it appears | section 4, exercises as homework |
# | half a day | 00, 01, then sections 5 to 7 of 03: the same trade at better prices | 01's mibian section, the fit in 03 |
# | a day | 00, 01 and sections 5 to 7 of 03 in the morning; 06 and 11 in the afternoon, the gallery of 11 on the wall and its stepper in pairs | 02, 04, 05 and 07 to 10 as reading |
# | two days | first day 00 to 06; second day 07 to 11: predict the verdict of each claim before its cell runs, and keep the score | 04 as reading |
#
# *For teachers.* Why this order: the picture comes before the theory, because everybody remembers a line that falls off a cliff. Resist explaining
# Greeks here. Two questions always come: "why not buy VIX itself?" (it is an index without a share to buy, section 2) and "so should I buy futures?" (the
# section before this one: compare the mean with its standard error, and no advice).

# %% [markdown]
# ## Exercises
#
# Write your answer in place of `...` and run the cell. A blank stays blank, a wrong answer says why it may be wrong. Solutions are folded: click on the three
# dots below each exercise.
#
# ### 00.1 What did the future earn?
#
# One long VX future that expires on 2020-03-18 is bought at the settlement of 2020-02-18 and sold at that of 2020-03-16. What is its gain, in dollars?
# *Hint*: `market.vx("2020-03-18")` is the contract's life.

# %%
future_gain = ...
check("00.1", future_gain)

# %% tags=["solution"]
# Solution of 00.1
contract = market.vx("2020-03-18")
solution("00.1", 1000 * (contract["2020-03-16"] - contract["2020-02-18"]))

# %% [markdown]
# ### 00.2 What is the most you can lose?
#
# A condor with both wings 50 points wide is sold for 6.50 points. What is the largest loss at expiry of *one* condor, in dollars, as a positive
# number? *Hint*: how many sides can end in the money?

# %%
largest_loss = ...
check("00.2", largest_loss)

# %% tags=["solution"]
# Solution of 00.2
solution("00.2", 100 * (50 - 6.50))

# %% [markdown]
# ### 00.3 What is not in the picture?
#
# Which of these can the chart of section 3 not tell: `"direction"` (did the future rise as the condors fell), `"peak"` (when was the future
# worth most), `"limit"` (do the condors have a floor), `"cost"` (what does the future cost in the long run)?

# %%
not_in_the_picture = ...
check("00.3", not_in_the_picture)

# %% tags=["solution"]
# Solution of 00.3
solution("00.3", "cost")

# %% [markdown]
# ## Take-aways
#
# - A condor's loss has a floor from the first day: the wider wing less the credit.
# - A VX future beside it has no floor and no lid. What it gains in a crash it gives back if nobody takes it off.
# - Marks before expiry, and every average profit, depend on the volatilities put into the model; payoffs at expiry do not.
# - One crash says what a hedge paid. Only all the other days say what it cost.
#
# ## Sources
#
# - Data: S&P 500 close (S&P Dow Jones Indices), VIX close (Cboe), VX daily settlement (Cboe Futures Exchange); see [data/README.md](../data/README.md). Before late
#   October 2020 VX settled at 16:15 New York time, a quarter of an hour after the index closed.
# - F. Black and M. Scholes, "The Pricing of Options and Corporate Liabilities", Journal of Political Economy 81 (1973); R. Merton, "Theory of Rational
#   Option Pricing", Bell Journal of Economics 4 (1973).
# - VixShield Research Team, five question-and-answer pages on the ALVH, May 2026, "based on SPX Mastery by Russell Clark": the claims that this course tests.
