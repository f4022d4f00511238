# %% [markdown]
# # Take a condor apart: four legs, one credit, and what can happen
#
# After this notebook you can price a condor leg by leg, state its largest loss and break-evens, give the model's chances of keeping the credit,
# and say how those chances compare with nineteen years of history.

# %% [markdown]
# ## What you'll do
#
# - Price four options one by one with mibian, then all at once, and find where mibian stops.
# - State the credit, the largest loss and the break-evens of a condor with unequal wings.
# - Choose strikes by expected move and compare them with strikes by delta.
# - Compute the chances of profit and of touching a short strike, and test them on history.
# - Follow the extrinsic value as days and volatility run out.
#
# ## What you need
#
# [00 Start here](00_start_here.ipynb). Time: 75 minutes, 25 of them for the exercises.
#
# All prices here are a model's at one volatility, VIX, for every strike. That is enough to learn the parts; notebook 00 showed why it is not enough to
# judge returns.

# %% tags=["imports"]
import mibian
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, pricing
from alvh_helpers.course import check, neat, parameter, plots, solution
from alvh_helpers.course.nb01_condor_anatomy import figures, widgets

# %% [markdown]
# The knobs. The wings may differ: `PUT_WING` and `CALL_WING` are the distances, in index points, from each short strike to the option bought beyond it.

# %% tags=["parameters"]
# change me
SALE_DATE = "2017-08-01"
DAYS = 45
SHORT_DELTA = 0.16
PUT_WING = 50
CALL_WING = 25

# %%
market = alvh.load_market()
day = market.day(SALE_DATE)
expiry = alvh.next_spx_expiry(day.date, parameter("DAYS", DAYS, 1, 400))
time, vol = alvh.year_fraction(day.date, expiry), day.vix / 100
forward = day.spx * np.exp((day.rate - day.dividend_yield) * time)
print(f"{day.date:%Y-%m-%d}: S&P 500 {day.spx:,.2f}, VIX {day.vix:.2f}")
print(f"T-bill {day.rate:.2%}, dividends {day.dividend_yield:.2%}")
print(f"Expiry {expiry:%Y-%m-%d}, {365 * time:.0f} days; forward {forward:,.2f}")

# %% [markdown]
# ## 1. Four legs
#
# An iron condor is two vertical spreads that share an expiry: a short put spread below the market and a short call spread above it. The forward,
# not spot, is the centre: an option on the index is an option on what the index is expected to be after rates and dividends.

# %%
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.01, 0.49)
put_wing = parameter("PUT_WING", PUT_WING, 5, 1000)
call_wing = parameter("CALL_WING", CALL_WING, 5, 1000)
targets = alvh.strike_for_delta(delta, ["p", "c"], forward, time, vol, day.rate)
short_put, short_call = alvh.snap_strike(targets)
strikes = positions.condor_strikes(
    short_put - put_wing, short_put, short_call, short_call + call_wing
)
legs = pd.DataFrame({"side": ["buy", "sell", "sell", "buy"], "strike": strikes})
legs.index = ["long put", "short put", "short call", "long call"]
neat(legs)

# %% [markdown]
# ### With mibian, contract by contract
#
# mibian is a small teaching library: one contract a call, the rate and the volatility in **percent**, time in **calendar days**. `mibian.Me` is the model of Merton (1973),
# Black-Scholes with dividends, and it wants those as an *amount a year in index points*, not as a yield. Units are the first thing to ask any pricing function.
#
# **Predict**: which of the four options is dearest?

# %%
days_left = round(365 * time)
prices = []
for name, strike in zip(legs.index, strikes):
    yearly_dividend = day.dividend_yield * day.spx
    inputs = [day.spx, strike, 100 * day.rate, yearly_dividend, days_left]
    contract = mibian.Me(inputs, volatility=100 * vol)
    prices.append(contract.putPrice if "put" in name else contract.callPrice)
legs["mibian"] = prices
neat(legs, {"mibian": ".4f"})

# %% [markdown]
# ### All at once
#
# `alvh.black_scholes` takes arrays and decimals and years, and returns prices and Greeks together. Same model, so the same numbers.

# %%
FLAGS = ["p", "p", "c", "c"]
values = alvh.black_scholes(
    FLAGS, day.spx, np.array(strikes), time, vol, day.rate, day.dividend_yield
)
legs["price"], legs["delta"] = values.price, values.delta
print(
    f"Same as mibian to 9 digits: {np.allclose(legs['price'], legs['mibian'], rtol=1e-9)}"
)
neat(legs, {"mibian": ".4f", "price": ".4f", "delta": ".3f"})

# %% [markdown]
# ### Where mibian stops
#
# Three limits that matter in this course. An option on its last day has 0 days left, and a quiet enough one has no volatility left.

# %%
try:
    mibian.BS([100, 100, 1, 0], volatility=20)
except ZeroDivisionError as error:
    print(f"0 days left:  mibian raises {type(error).__name__}")
print(f"0 volatility: mibian says {mibian.BS([100, 90, 1, 30], volatility=0).callPrice}")
print(f"0 days left:  black says {alvh.black_scholes('c', 100, 90, 0.0, 0.2).price:.2f}")
print(
    f"0 volatility: black says {alvh.black_scholes('c', 100, 90, 30 / 365, 0.0, 0.01).price:.4f}"
)

# %% [markdown]
# The third limit: implied volatility comes only to the digits that the price was typed with. Take a price that belongs to exactly 20 %:

# %%
exact = float(alvh.black_scholes("c", 100, 110, 30 / 365, 0.20, 0.01).price)
print(f"Price at 20 %: {exact:.6f}")
for digits in (1, 2, 4):
    typed = round(exact, digits)
    theirs = mibian.BS([100, 110, 1, 30], callPrice=typed).impliedVolatility
    ours = alvh.implied_vol(
        typed, "c", 100 * np.exp(0.01 * 30 / 365), 110, 30 / 365, 0.01
    ).vol
    print(f"typed {typed}: mibian {theirs:.4f} %, black {100 * ours:.4f} %")

# %% [markdown]
# Part of the gap is honest: a price rounded to one digit does not know its volatility better. The rest is mibian's search, which stops as soon as
# the *price* agrees to the digits typed. mibian is also one contract at a time, so the years of daily marks in this course are out of its reach. It stays our
# cross-check.
#
# ## 2. Credit, largest loss, break-evens
#
# **Predict**: with a put wing of `PUT_WING` and a call wing of `CALL_WING` points, which one decides the largest loss?

# %%
credit = -float(positions.condor_value(values.price))
worst = positions.max_loss(strikes, credit)
lower, upper = positions.break_evens(strikes, credit)
print(f"Credit        {credit:7.2f} points  {100 * credit:9,.0f} dollars")
print(f"Largest loss  {worst:7.2f} points  {100 * worst:9,.0f} dollars")
print(f"Break-evens   {lower:,.2f} and {upper:,.2f}")
print(f"Risk for one dollar of credit: {worst / credit:.2f} dollars")

# %% [markdown]
# Only one side can end in the money, so the *wider* wing decides: max(put width, call width) - credit. A broker asks for about that much margin. One contract is
# 100 times the points: the slip most often made in this course.

# %%
grid = np.linspace(0.94 * strikes.long_put, 1.06 * strikes.long_call, 401)
at_expiry = 100 * positions.condor_payoff(grid, strikes, credit)
half = alvh.black_scholes(
    FLAGS, grid[:, None], np.array(strikes), time / 2, vol, day.rate, day.dividend_yield
)
halfway = 100 * (positions.condor_value(half.price) + credit)
levels = {"spot": day.spx, "lower break-even": lower, "upper break-even": upper}
plots.show(*figures.payoffs(grid, halfway, at_expiry, levels, days=round(365 * time / 2)))

# %% [markdown]
# The dark line is fate, the dotted one is an opinion: it needs a volatility. If the wings differ, so do the floors, and the side with the narrower wing loses less or, when
# its wing is narrower than the credit, nothing at all.
#
# ## 3. Expected move, and wings by standard deviations
#
# One standard deviation of the index until expiry is about spot x volatility x square root of time. Some place the *wings* at 1.5 to 2 of these moves instead of
# choosing deltas; that is rule R1 of the source material.

# %%
move = float(alvh.expected_move(day.spx, vol, time))
placing = pd.DataFrame({"strike": strikes}, index=legs.index)
placing["moves from spot"] = (placing["strike"] - day.spx) / move
for multiple in (1.5, 2.0):
    at = alvh.snap_strike(day.spx + multiple * move * np.array([-1, -1, 1, 1]))
    placing[f"wings at {multiple} sd"] = at + np.array([0, put_wing, -call_wing, 0])
print(f"Expected move: {move:,.1f} points, {move / day.spx:.1%} of the index")
neat(placing, {"moves from spot": "+.2f"})

# %% [markdown]
# **Explain**: a delta of 0.16 sits about one standard deviation out, because the normal distribution leaves about 16 % beyond one standard deviation. Wings at a
# fixed number of moves widen by themselves when VIX rises; wings at a fixed number of points do not.
#
# ## 4. How likely? The model against history
#
# Three chances matter: to end between the break-evens (a profit), to end between the short strikes (the whole credit), and to *touch* a short strike on the way.

# %%
keeps = float(positions.probability_between(short_put, short_call, forward, vol, time))
wins = float(positions.probability_between(lower, upper, forward, vol, time))
carry = (vol, time, day.rate, day.dividend_yield)
touch = positions.probability_of_touch([short_put, short_call], day.spx, *carry)
beyond = positions.probability_between(
    [0, short_call], [short_put, np.inf], forward, vol, time
)
print(f"Ends between the break-evens:    {wins:.1%}")
print(f"Ends between the short strikes:  {keeps:.1%}")
print(f"Touches the short put {touch[0]:.1%}, the short call {touch[1]:.1%}")
print(f"Ends beyond the short put {beyond[0]:.1%}, the short call {beyond[1]:.1%}")

# %% [markdown]
# A touch is about twice as likely as an end beyond: from the strike, the path may turn either way. Who closes at the first touch of a short strike will therefore
# close about twice as many condors as would have lost.
#
# Now history. The same condor, by delta at each day's VIX, on every day that is followed by a full life. Neighbouring days share most of their future, so the
# interval comes from resampling blocks of days, not single days.

# %%
table = market.table
life = round(252 * time)  # sessions in this condor's life
starts = table.iloc[:-life] if life < len(table) else table.iloc[:0]
closes = np.lib.stride_tricks.sliding_window_view(table["spx"].to_numpy(), life + 1)
ahead = starts["spx"] * np.exp((starts["rate"] - starts["dividend_yield"]) * time)
edges = [
    alvh.strike_for_delta(delta, f, ahead, time, starts["vix"] / 100, starts["rate"])
    for f in ("p", "c")
]
low, high, end = *edges, closes[: len(starts), -1]

# %%
events = {
    "ends between the short strikes": (end >= low) & (end <= high),
    "ends below the short put": end < low,
    "ends above the short call": end > high,
    "closes below the short put on some day": closes[: len(starts)].min(axis=1) < low,
    "closes above the short call on some day": closes[: len(starts)].max(axis=1) > high,
}
model = [keeps, beyond[0], beyond[1], touch[0], touch[1]]


# %%
def block_interval(happened, block, rng, draws=1000):
    """95 % interval of a frequency, from resampled blocks of neighbouring days."""
    days = np.asarray(happened, dtype=float)
    blocks = days[: len(days) // block * block].reshape(-1, block).mean(axis=1)
    picks = rng.integers(0, len(blocks), (draws, len(blocks)))
    return np.quantile(blocks[picks].mean(axis=1), [0.025, 0.975])


rng = np.random.default_rng(1)
rows = {
    name: [chance, np.mean(happened), *block_interval(happened, 3 * life, rng)]
    for (name, happened), chance in zip(events.items(), model)
}
odds = pd.DataFrame(rows, index=["model", "history", "low", "high"]).T
neat(odds, ".1%")

# %%
plots.show(*figures.chances(odds))

# %% [markdown]
# **Explain**: over these years the index ended between the short strikes much more often than the model says, and left them less often on *both* sides. VIX is on average well above
# the volatility that follows, and we gave it to every strike. Part of the gap is the premium for which condors are sold. Part of it is our own doing: VIX holds the price of far puts, real options near the
# money and above it trade at a lower volatility, so a real 0.16-delta call lies closer to the market than this one. How much is which cannot be told with one volatility for all
# strikes; [notebook 03](03_volatility_surface.ipynb) separates the two in its section 7.
#
# Two cautions. The model's chances are for the one day chosen above, and hardly change from day to day, because strikes by delta move with VIX. And a frequency is not a
# profit: the losing ends cost several times what the winning ones earn.
#
# ## 5. Extrinsic value: what the seller waits for
#
# The price of an option above its intrinsic value is extrinsic value. A condor out of the money is all extrinsic: the seller has received it and waits for it to vanish. How fast?

# %%
days_grid = np.arange(days_left, 0, -1)
by_vix = {}
for level in (0.75 * day.vix, day.vix, 2 * day.vix):
    price = alvh.black_scholes(
        FLAGS, day.spx, np.array(strikes), days_grid[:, None] / 365, level / 100, day.rate
    ).price
    extrinsic = pricing.extrinsic_value(price, FLAGS, day.spx, np.array(strikes))
    by_vix[f"VIX {level:.0f}"] = -100 * positions.condor_value(extrinsic)
plots.show(*figures.extrinsic_decay(days_grid, by_vix))

# %% [markdown]
# At the VIX of the sale most of the value is gone well before expiry. At twice that VIX the condor is worth more, and hardly decays until the last weeks: the wings, which are bought, then
# decay nearly as fast as the shorts. Time works for the seller only while the index stays far from the strikes *in moves*, and a high VIX makes moves large.
#
# ## 6. Play
#
# The same picture as in section 2, with sliders. Find a condor that cannot lose on one side, and a VIX at which half the days bring the seller almost nothing.

# %% tags=["nbval-ignore-output"]
widgets.payoff_explorer(day.spx, day.vix, days_left, delta, put_wing, call_wing)

# %% [markdown]
# ## What breaks this: the tail
#
# All chances above come from a normal distribution. Measure each day's move in the standard deviations that VIX promised on the evening before, and count the days beyond 2, 3, 4, 5.
#
# **Predict**: more of them than normal, or fewer?

# %%
moves = np.log(table["spx"]).diff().iloc[1:]
promised = (table["vix"].shift().iloc[1:] / 100) * np.sqrt(1 / 252)
scores = moves / promised
sizes = [2, 3, 4, 5]
counts = pd.DataFrame(index=[f"beyond {k} sd" for k in sizes])
inside = [
    float(positions.probability_between(np.exp(-k), np.exp(k), np.exp(0.5), 1, 1))
    for k in sizes
]
counts["normal"] = [len(scores) * (1 - p) for p in inside]
counts["sd = VIX"] = [(scores.abs() > k).sum() for k in sizes]
counts["sd = what followed"] = [(scores.abs() > k * scores.std()).sum() for k in sizes]
print(
    f"{len(scores):,} days; what followed was on average {scores.std():.2f} of what VIX promised"
)
neat(counts, {"normal": ",.2f"})

# %% [markdown]
# Against VIX itself, days beyond 2 sd are *rarer* than normal and those beyond 3 sd about as frequent: nothing to fear, it seems. But VIX is too wide a ruler. Shrink it to the moves that followed on
# average (last column), and the shape shows: beyond 2 sd not far from normal, beyond 3 several times as many, and beyond 4 days that a normal distribution hardly expects in a lifetime. Those empty a condor:

# %%
extremes = pd.DataFrame({"move": moves, "VIX before": table["vix"].shift(), "sd": scores})
worst_days = extremes.loc[scores.abs().nlargest(6).index].sort_index()
neat(worst_days, {"move": "+.1%", "VIX before": ".2f", "sd": "+.1f"})

# %% [markdown]
# All six are falls, and most came when VIX was no longer low. A condor lives off the wide ruler and dies of the tail, and a chance of profit taken from one volatility knows nothing of it.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers, whatever you changed above. Solutions are folded below each exercise.
#
# ### 01.1 Price a spread
#
# Spot 3250, 30 days left, volatility 0.25, no rates or dividends. What does the 3175/3100 put spread (buy the higher strike, sell the lower) cost, in dollars per contract?
# *Hint*: `alvh.black_scholes("p", ...)` takes both strikes in one array.

# %%
spread_dollars = ...
check("01.1", spread_dollars)

# %% tags=["solution"]
# Solution of 01.1
puts = alvh.black_scholes("p", 3250, np.array([3175, 3100]), 30 / 365, 0.25).price
solution("01.1", 100 * (puts[0] - puts[1]))

# %% [markdown]
# ### 01.2 Unequal wings
#
# A condor 3100/3175/3550/3600 is sold for 8.40 points. What is its largest loss at expiry, in dollars per contract, as a positive number?

# %%
unequal_loss = ...
check("01.2", unequal_loss)

# %% tags=["solution"]
# Solution of 01.2
solution("01.2", 100 * (max(3175 - 3100, 3600 - 3550) - 8.40))

# %% [markdown]
# ### 01.3 Expected move
#
# An index stands at 5000 and VIX at 20. How many points is one standard deviation over 30 calendar days? *Hint*: VIX is annual and in percent.

# %%
one_sd = ...
check("01.3", one_sd)

# %% tags=["solution"]
# Solution of 01.3
solution("01.3", 5000 * 0.20 * np.sqrt(30 / 365))

# %% [markdown]
# ### 01.4 A touch
#
# An index stands at 3250, volatility is 0.25, no rates or dividends. What is the chance that it touches 3175 within 30 days? A number between 0 and 1.

# %%
touch_chance = ...
check("01.4", touch_chance)

# %% tags=["solution"]
# Solution of 01.4
solution("01.4", positions.probability_of_touch(3175, 3250, 0.25, 30 / 365))

# %% [markdown]
# ### 01.5 What raises the largest loss?
#
# The short strikes stay where they are. Which change raises the largest loss: `"wider"` (wings), `"vix"` (a higher VIX at the sale), `"time"` (more days), `"narrower"` (wings)?

# %%
raises_the_loss = ...
check("01.5", raises_the_loss)

# %% tags=["solution"]
# Solution of 01.5
solution("01.5", "wider")

# %% [markdown]
# ## Take-aways
#
# - Largest loss = wider wing less credit; break-evens = short strikes less and plus the credit; dollars = points x 100.
# - A 0.16 delta is about one expected move. Moves widen with VIX, points do not.
# - A touch is about twice as likely as an end beyond, in the model; daily closes see fewer.
# - History kept condors whole more often than VIX implied; one volatility cannot say how much of that is a premium. The days that break them are all too frequent for a normal
#   distribution.
# - mibian is for reading one contract; arrays are for history.
#
# ## Sources
#
# - R. Merton, "Theory of Rational Option Pricing", Bell Journal of Economics 4 (1973); J. Hull, "Options, Futures, and Other Derivatives", chapters on index options.
# - E. G. Haug, "The Complete Guide to Option Pricing Formulas" (1998): chance of a touch by reflection.
# - H. Kuensch, "The Jackknife and the Bootstrap for General Stationary Observations", Annals of Statistics 17 (1989): blocks.
# - Rule R1 (wings by standard deviations, strikes by delta): VixShield Research Team, question-and-answer pages of May 2026.
# - Data: see [data/README.md](../data/README.md).
