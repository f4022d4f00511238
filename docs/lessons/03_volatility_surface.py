# %% [markdown]
# # Price every strike from that day's VIX, and measure how wrong it is
#
# After this notebook you can turn one VIX number into a price for every SPX strike, say in vol points and in dollars how far that price is from real
# quotes, and tell which results of notebooks 00 and 01 survive it.

# %% [markdown]
# ## What you'll do
#
# - Build the smile of any day from its VIX and VIX3M, and rebuild the VIX from the smile by Cboe's own formula.
# - State the surface's error against real quotes, and what it means for a condor's credit.
# - Sell the condor of notebook 00 again, and its nineteen years of condors, at the surface's prices.
# - Separate the premium in notebook 01's chances from the mistake of one volatility.
# - Trace the break-even over index *and* VIX, and price a VIX option off the right underlying.
#
# ## What you need
#
# [00 Start here](00_start_here.ipynb) and [01 Condor anatomy](01_condor_anatomy.ipynb). Time: 90 minutes, 25 of them for the exercises.
#
# Everything that follows leans on a model: index, VIX, VIX3M, VVIX and futures are real closes and settlements, option prices are not. Its measured error is section 4.

# %% tags=["imports"]
from functools import partial

import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, pricing, vix
from alvh_helpers.course import (
    EXPIRIES,
    REGIME_EDGES,
    check,
    fit_errors,
    neat,
    parameter,
    plots,
    solution,
)
from alvh_helpers.course.nb03_volatility_surface import figures, widgets

# %% [markdown]
# The knobs. The trade is that of notebook 00: `SALE_DATE`, `DAYS` to expiry, `SHORT_DELTA`, `WING` in points. `CALM_DAY` is drawn beside three days of panic. `VIX_OPTION_DAY` is
# the day on which VIX calls are priced. Cboe's formula is run on every `EVERY`-th day; with 1 it takes all days, and some ten seconds.

# %% tags=["parameters"]
# change me
SALE_DATE = "2020-02-18"
DAYS = 45
SHORT_DELTA = 0.16
WING = 50
CALM_DAY = "2017-08-01"
VIX_OPTION_DAY = "2020-03-16"
EVERY = 10

# %% [markdown]
# ## 1. From one number to a price for every strike
#
# VIX is not the volatility of any option. Its square is the price of a whole *strip* of options, every strike below the market and above it. One price for many options says how dear they
# are together; it does not say which. So the surface needs a shape: the SSVI smile of Gatheral and Jacquier, with a tilt and a curvature that depend on the level of VIX, fitted once to real
# quotes. Then the level of the smile is solved such that the surface's own strip costs what that day's VIX says, and likewise VIX3M for 93 days.
#
# **Predict**: on the day of the sale VIX stood just below 15. At what volatility does the option at the money trade, and the 16-delta call?

# %%
market = alvh.load_market()
table = market.table
days = parameter("DAYS", DAYS, 5, 400)
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.01, 0.49)
wing = parameter("WING", WING, 5, 500)
every = parameter("EVERY", EVERY, 1, 1000, whole=True)
calm, panic = market.day(CALM_DAY), market.day(VIX_OPTION_DAY)

# %%
sale = market.day(SALE_DATE)
expiry = alvh.next_spx_expiry(sale.date, days)
time = alvh.year_fraction(sale.date, expiry)
surface = alvh.surface_of(sale)
print(
    f"{sale.date:%Y-%m-%d}: S&P 500 {sale.spx:,.2f}, VIX {sale.vix:.2f}, VIX3M {sale.vix3m_filled:.2f}"
)

# %%
deltas = pd.Series({"put 10": -0.10, "put 16": -0.16, "put 25": -0.25, "put 40": -0.40})
deltas = pd.concat([deltas, -deltas[::-1].rename(lambda name: name.replace("put", "call"))])
smile = pd.DataFrame({"delta": deltas})
smile["strike"] = surface.forward(time) * np.exp(
    pricing.log_moneyness_at_delta(deltas, *surface.smile(time))
)
smile["from spot"] = smile["strike"] / sale.spx - 1
smile["vol"] = 100 * surface.vol(smile["strike"].to_numpy(), time)
print(f"At the forward: {100 * surface.atm_vol(time):.2f}; skew {surface.skew(time):.2f}")
neat(smile, {"delta": "+.2f", "from spot": "+.1%", "vol": ".2f"})

# %% [markdown]
# **Explain**: VIX exceeds the vol at the money, because the strip holds the dear puts too. The 16-delta call trades almost a third below VIX. "Skew" is the 25-delta put's vol less the call's, as a share of the
# vol at the money: one number for the tilt. The strike of a delta has to be searched, since its vol depends on where it lies.
#
# ## 2. Four real days
#
# **Predict**: on a day of panic, is a one-week option dearer or cheaper, in vol, than a three-month one? And is the tilt, as a share of the middle, stronger or weaker?

# %%
chosen = dict.fromkeys([f"{calm.date:%Y-%m-%d}", "2018-02-05", "2020-03-16", "2025-04-08"])
four = {
    day: alvh.surface_of(market.day(day))
    for day in sorted(chosen, key=lambda day: market.day(day).vix)
}
plots.show(*figures.smiles_and_terms(four, horizon=45))

# %% [markdown]
# Measured in expected moves, the smiles are nearly parallel on a logarithmic axis: volatility multiplies, the shape stays. The term structure does not stay: it rises in calm and falls in panic, because
# nobody expects a panic to last. And the tilt, as a share of the middle, is strongest in ordinary fear and weaker at both ends. Over the whole history, by level of VIX ("atm" is at the money, 30 days; "week over quarter" its 7-day over its 93-day vol):

# %%
history = alvh.surface_of(table)
level = pd.cut(table["vix"], [0, 17, 25, 35, 50, 65, np.inf])
level = level.cat.rename_categories(
    ["below 17", "17-25", "25-35", "35-50", "50-65", "above 65"]
)
by_level = pd.DataFrame(
    {
        "atm over VIX": 100 * history.atm_vol(30 / 365) / table["vix"],
        "skew over atm": history.skew(30 / 365),
        "week over quarter": history.atm_vol(7 / 365) / history.atm_vol(93 / 365),
    }
)
buckets = by_level.groupby(level, observed=True).mean()
buckets.insert(0, "days", level.value_counts())
neat(buckets, dict.fromkeys(by_level, ".2f"))


# %% [markdown]
# These are the model's averages, and only the quotes of section 4, with VIX between 9 and 37, stand behind its shape. Above that the tilt and curvature follow what is
# generally known of such days, with no quotes to check them: the last rows are an assumption more than a measurement.
#
# ## 3. Rebuild the VIX from the surface's own strip
#
# Cboe's formula adds up, strike by strike, price x distance to the next strike / strike squared. Whose prices make up VIX?

# %%
def strip(day, horizon, step=5.0):
    """Cboe's formula on one day's surface, with strikes every few points."""
    strikes = np.arange(step, 3 * float(day.spot), step)
    calls, puts = vix.surface_quotes(day, horizon / 365, strikes)
    return strikes, vix.vix_from_strip(strikes, calls, puts, horizon / 365, day.rate)


shares = {}
for name, day in four.items():
    strikes, added = strip(day, 30)
    shares[name] = (strikes / added.forward, added.contribution)
    print(f"{name}: VIX {float(day.vix):.2f}, from the strip {added.vix:.2f}")
plots.show(*figures.strip_shares(shares))

# %% [markdown]
# Seven tenths of VIX are puts, and in a panic nearly half of it can be puts far below the market. That is why VIX is the wrong number for a call.
#
# Now the test of the anchoring: on every `EVERY`-th day of the history, and besides on the 40 days on which it is hardest (a low index with a low VIX makes 5-point strikes coarse; a very high VIX sends the strip far out).

# %%
coarse = np.argsort((table["spx"] ** 2 * table["vix"]).to_numpy())[:20]
wild = np.argsort(-table["vix"].to_numpy())[:20]
rows = np.unique(np.concatenate([np.arange(0, len(table), every), coarse, wild]))
rows = rows[np.argsort(table["spx"].to_numpy()[rows])]


def rebuilt(horizon):
    """The index by Cboe's formula on the chosen days, strikes every 5 points."""
    found = []
    for part in np.array_split(rows, 1 + len(rows) // 60):
        here = alvh.surface_of(table.iloc[part])
        strikes = np.arange(5.0, 3 * here.spot.max(), 5.0)
        grid, years = (
            np.broadcast_to(strikes, (len(part), len(strikes))),
            np.full(len(part), horizon / 365),
        )
        calls, puts = vix.surface_quotes(here, years, grid)
        found.append(vix.vix_from_strip(grid, calls, puts, years, here.rate).vix)
    return np.concatenate(found)


# %%
errors = pd.DataFrame(index=table.index[rows])
for name, column, horizon in (("VIX", "vix", 30), ("VIX3M", "vix3m_filled", 93)):
    errors[name] = rebuilt(horizon) - table[column].to_numpy()[rows]
anchoring = pd.DataFrame({"largest": errors.abs().max(), "mean": errors.mean()})
anchoring["on"] = [f"{day:%Y-%m-%d}" for day in errors.abs().idxmax()]
print(f"{len(rows):,} of {len(table):,} days, error of the rebuilt index in points")
neat(anchoring, {"largest": ".4f", "mean": "+.4f"})

# %% [markdown]
# The surface gives back the index it came from, to about a hundredth of a point, which is the last digit Cboe publishes. The small error that is left is not the surface's: a sum over strikes that lie 5 points apart is not quite an integral, and comes out too high.
#
# So the *level* is right by construction. Whether the *shape* is, only quotes can tell.
#
# ## 4. How far from real quotes?
#
# The surface was compared with smiles of real SPX options, 132 of them: January and February 2018, with the crash of 2018-02-05, and April to July 2019. It knew nothing of those days but the closes of VIX and VIX3M. Shown is only the
# summary of the errors, for expiries of 11 to 63 days; p16 is the 16-delta put.

# %%
rms, bias = (fit_errors("anchored", s).drop(columns="smiles") for s in ("rms", "bias"))
smiles = sum(fit_errors(expiries=span)["smiles"].sum() for span in EXPIRIES)
print(f"{smiles} smiles in all, {fit_errors()['smiles'].sum()} of them with 11 to 63 days")
plots.show(*figures.fit_lines(rms, bias))

# %%
error_table = rms[["p10", "p16", "p25", "atm", "c25", "c16", "c10"]].copy()
error_table.insert(0, "smiles", fit_errors()["smiles"])
neat(error_table, {c: ".2f" for c in error_table if c != "smiles"})

# %% [markdown]
# In calm the error is up to about one vol point, and mostly in one direction: the surface is a little too dear, on the put side most. Part of that is the clock, since quotes and index closes are not taken at the same minute. In the row "VIX 25-40", six smiles of one month, it is
# several vol points. What does that mean in dollars? Take the condor of notebook 00, with strikes placed at flat VIX:

# %%
FLAGS = ["p", "p", "c", "c"]
flat = alvh.flat_surface(sale.spx, sale.vix / 100, sale.rate, sale.dividend_yield)
forward = float(surface.forward(time))
ends = alvh.strike_for_delta(delta, ["p", "c"], forward, time, sale.vix / 100, sale.rate)
put, call = alvh.snap_strike(ends)
old = positions.condor_strikes(put - wing, put, call, call + wing)
CALL_DELTAS = (
    np.array([5, 10, 16, 25, 40, 50, 60, 75, 84, 90, 95]) / 100
)  # of c5, c10, ... p5


def measured_bias(call_delta, level):
    """Mean error of the fit (decimal vol) for options of these deltas, by that day's VIX."""
    row = np.searchsorted(REGIME_EDGES, level, side="right") - 1
    row = np.broadcast_to(np.clip(row, 0, len(bias) - 1), call_delta.shape)
    each = [np.interp(call_delta, CALL_DELTAS, one[::-1]) for one in bias.to_numpy()]
    return np.choose(row, each) / 100


# %%
def leg_prices(of, strikes, time, shift=0.0, unbias=False):
    """Prices of the four legs on a surface, with vols moved by a shift or by the fit's mean error."""
    strikes, time = np.asarray(strikes), np.asarray(time)[..., None]
    vols = of.vol(strikes, time)
    market_then = of.spot, of.rate, of.dividend_yield
    spot, rate, dividends = (np.asarray(x)[..., None] for x in market_then)
    if unbias:
        calls = alvh.black_scholes("c", spot, strikes, time, vols, rate, dividends).delta
        vols = vols - measured_bias(calls, np.asarray(of.vix)[..., None])
    return alvh.black_scholes(
        FLAGS, spot, strikes, time, vols + shift, rate, dividends
    ).price


def condor_credit(of, strikes, time, shift=0.0, unbias=False):
    """Credit of one condor in dollars."""
    return -100 * positions.condor_value(leg_prices(of, strikes, time, shift, unbias))


# %%
moved = {
    "every strike at VIX": condor_credit(flat, old, time),
    "surface": condor_credit(surface, old, time),
    "surface, fit's mean error taken off": condor_credit(surface, old, time, unbias=True),
    "surface, every vol 1 point lower": condor_credit(surface, old, time, -0.01),
    "surface, every vol 1 point higher": condor_credit(surface, old, time, +0.01),
}
names = [f"surface, every vol 1 point {side}" for side in ("higher", "lower")]
per_point = (moved[names[0]] - moved[names[1]]) / 2
print(
    f"One vol point: {per_point:.0f} dollars, {per_point / moved['surface']:.0%} of the credit"
)
neat(pd.DataFrame({"credit, dollars a condor": moved}).astype(float))

# %% [markdown]
# One vol point on every strike, about the error in calm, is worth a sixth of the credit. That is how finely the model sees a condor: it tells 1,285 dollars from 778, and it does not tell 778 from 740. Remember it whenever this course reports an average
# profit.
#
# ## 5. The condor of notebook 00, sold again
#
# **Predict**: same day, same four strikes, real vols in place of VIX. Which side lost most of its price, puts or calls?

# %%
legs = pd.DataFrame(
    {"strike": old}, index=["long put", "short put", "short call", "long call"]
)
strikes = legs["strike"].to_numpy()
legs["vol at VIX"], legs["vol"] = sale.vix, 100 * surface.vol(strikes, time)
legs["price at VIX"] = pricing.surface_price(flat, FLAGS, strikes, time)
legs["price"] = pricing.surface_price(surface, FLAGS, strikes, time)
legs["delta"] = alvh.black_scholes(
    FLAGS, sale.spx, strikes, time, legs["vol"] / 100, sale.rate, sale.dividend_yield
).delta
for side, pair in (("Put", legs.iloc[[1, 0]]), ("Call", legs.iloc[[2, 3]])):
    at_vix, own = (
        100 * (pair[c].iloc[0] - pair[c].iloc[1]) for c in ("price at VIX", "price")
    )
    print(f"{side} spread: {at_vix:,.0f} dollars at VIX, {own:,.0f} on the surface")
neat(
    legs,
    {
        "vol at VIX": ".2f",
        "vol": ".2f",
        "price at VIX": ".2f",
        "price": ".2f",
        "delta": ".3f",
    },
)

# %%
new = alvh.iron_condor(market, expiry, date=sale.date, short_delta=delta, wing_points=wing)
both = pd.DataFrame({"at VIX": old, "on the surface": new.strikes}, index=legs.index)
both["at VIX, from spot"] = both["at VIX"] / sale.spx - 1
both["on the surface, from spot"] = both["on the surface"] / sale.spx - 1
print(
    f"Credit of the condor placed and priced on the surface: {100 * new.credit:,.0f} dollars"
)
neat(both, dict.fromkeys(both.columns[2:], "+.1%"))

# %% [markdown]
# **Explain**: both puts cost *more* than at VIX, but the bought one gained more than the sold one, so the put spread brings a little less. The calls cost a fraction. What was sold as a 16-delta call is a 7-delta one; the real 16-delta call
# lies nearer to the market, and the put further away. A condor by delta is not centred on the index: it leans down.

# %%
life = market.window(sale.date, expiry).table
left = np.array([alvh.year_fraction(day, expiry) for day in life.index])
grid = np.broadcast_to(strikes, (len(life), 4))
carry = (life["rate"].to_numpy(), life["dividend_yield"].to_numpy())
at_vix = alvh.flat_surface(life["spx"].to_numpy(), life["vix"].to_numpy() / 100, *carry)
marks = {
    name: pd.Series(
        100 * positions.condor_value(pricing.surface_price(of, FLAGS, grid, left[:, None])),
        life.index,
    )
    for name, of in (("flat", at_vix), ("surface", alvh.surface_of(life)))
}
profit = {name: value - value.iloc[0] for name, value in marks.items()}
credits = {name: -value.iloc[0] for name, value in marks.items()}
plots.show(
    *figures.remarked_paths(
        profit["flat"], profit["surface"], credits["flat"], credits["surface"]
    )
)

# %% [markdown]
# The two lines take different ways: with flat vols the first falls of the index and the rise of VIX hurt both sides at once, on the surface the calls had little left to lose. In the end the same condor loses about 500 dollars more, which is nothing but the smaller
# credit. A crash forgives a crude model. The years without one do not.
#
# ## 6. Does the splendid profit survive?
#
# Notebook 00 repeated the trade through nineteen years, each sold on the day the one before expired, ten condors a trade. Its average profit looked splendid, and it asked not to be believed. Now the same trades at the surface's prices.
#
# **Predict**: how much of the average profit is left?

# %%
sold, start = [], table.index[0]
while (end := alvh.next_spx_expiry(start, days)) <= table.index[-1]:
    sold, start = [*sold, (start, end)], end
starts, finish = (
    table.loc[[s for s, _ in sold]],
    table.loc[[e for _, e in sold], "spx"].to_numpy(),
)
years = np.array([alvh.year_fraction(*pair) for pair in sold])
then = alvh.surface_of(starts)
then_flat = alvh.flat_surface(then.spot, then.vix / 100, then.rate, then.dividend_yield)
ahead = then.forward(years[:, None])
print(f"{len(sold)} trades, {starts.index[0]:%Y-%m} to {starts.index[-1]:%Y-%m}")


def around(shorts):
    """The four strikes of each trade from its two shorts."""
    put, call = alvh.snap_strike(shorts).T
    return np.column_stack([put - wing, put, call, call + wing])


# %%
by_vix = [
    alvh.strike_for_delta(delta, f, ahead[:, 0], years, then.vix / 100, then.rate)
    for f in "pc"
]
by_vix = around(np.column_stack(by_vix))
k = pricing.log_moneyness_at_delta(np.array([-delta, delta]), *then.smile(years[:, None]))
by_surface = around(ahead * np.exp(k))
CONDORS = 10


def paid_out(strikes, end):
    """Dollars that ten condors cost their seller at expiry, on the put side and on the call side."""
    puts = np.maximum(strikes[:, :2] - end[:, None], 0) @ [-1, 1]
    calls = np.maximum(end[:, None] - strikes[:, 2:], 0) @ [1, -1]
    return 100 * CONDORS * np.column_stack([puts, calls])


def trades(of, strikes, shift=0.0, unbias=False):
    """Mean credit and profit of ten condors with its standard error, and how often it is a gain."""
    received = CONDORS * condor_credit(of, strikes, years, shift, unbias)
    gain = received - paid_out(strikes, finish).sum(axis=1)
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    return [received.mean(), gain.mean(), error, (gain > 0).mean()]


# %%
ways = {
    "notebook 00: strikes and prices at VIX": trades(then_flat, by_vix),
    "same strikes, prices of the surface": trades(then, by_vix),
    "strikes and prices of the surface": trades(then, by_surface),
    "... every vol 1 point higher": trades(then, by_surface, 0.01),
    "... every vol 1 point lower": trades(then, by_surface, -0.01),
    "... fit's mean error taken off": trades(then, by_surface, unbias=True),
}
results = pd.DataFrame(
    ways, index=["credit", "profit", "standard error", "share above 0"]
).T
neat(results, {"share above 0": ".0%"})

# %%
plots.show(*figures.mean_profits(results))

# %% [markdown]
# No. Two thirds of the profit were a price that nobody would have paid: the same condors, sold at the surface's prices, bring 1,922 dollars a trade in place of 6,301, with a standard error of 1,135. Placed at the real 16 deltas, with the call where it
# really lies, nothing is left; and taking off the fit's own mean error makes it worse, not better.
#
# But 167 trades are few, and a start on another day would move their average. So sell the condor on *every* day, hold it for as many sessions, and let blocks of neighbouring days give the interval:

# %%
span, horizon = round(252 * days / 365), days / 365  # sessions and years of a life
full = table.iloc[:-span] if span < len(table) else table.iloc[:0]
closes = table["spx"].to_numpy()[span:]
each = alvh.surface_of(full)
each_flat = alvh.flat_surface(each.spot, each.vix / 100, each.rate, each.dividend_yield)
at_forward = each.forward(horizon)
shorts_vix = np.column_stack(
    [
        alvh.strike_for_delta(delta, f, at_forward, horizon, each.vix / 100, each.rate)
        for f in "pc"
    ]
)
k = pricing.log_moneyness_at_delta(
    np.array([-delta, delta]), *each.smile(np.full((len(full), 1), horizon))
)
shorts_surface = at_forward[:, None] * np.exp(k)


def block_interval(values, block, rng, draws=1000):
    """95 % interval of a mean or a frequency, from resampled blocks of neighbouring days."""
    values = np.asarray(values, dtype=float)
    blocks = values[: len(values) // block * block].reshape(-1, block).mean(axis=1)
    picks = rng.integers(0, len(blocks), (draws, len(blocks)))
    return np.quantile(blocks[picks].mean(axis=1), [0.025, 0.975])


# %%
def every_day(of, shorts, unbias=False):
    """Mean profit of ten condors sold on every day, with its interval: both sides together, puts, calls."""
    strikes = around(shorts)
    prices = leg_prices(of, strikes, np.full(len(full), horizon), unbias=unbias)
    took = (
        100
        * CONDORS
        * np.column_stack([prices[:, 1] - prices[:, 0], prices[:, 2] - prices[:, 3]])
    )
    gain = took - paid_out(strikes, closes)
    parts = [gain.sum(axis=1), *gain.T]
    rng = np.random.default_rng(1)
    return [[part.mean(), *block_interval(part, 3 * span, rng)] for part in parts]


# %%
cases = {
    "at VIX": (each_flat, shorts_vix),
    "same strikes, surface": (each, shorts_vix),
    "surface": (each, shorts_surface),
    "surface, mean error off": (each, shorts_surface, True),
}
found = {name: every_day(*case) for name, case in cases.items()}
both = {name: parts[0] for name, parts in found.items()}
for name in ("surface", "surface, mean error off"):
    both[f"{name}: put side"], both[f"{name}: call side"] = found[name][1:]
neat(pd.DataFrame(both, index=["profit", "low", "high"]).T)

# %% [markdown]
# More data, the same answer: at real 16 deltas 867 dollars a trade, between -784 and 2,505, and nothing with the mean error off. A vol point is worth over a thousand dollars here, so the model's own error is as large as what is left. The splendid profit was the crude model's.
#
# The split says more than the sum. The put side earned, clear of zero. The call side lost or earned nothing: over nineteen years that mostly rose, a call sold as near as the real 16 deltas was often passed. The condor with the strikes of notebook 00 did better because it
# was, unknowingly, another trade: a 20-delta put and a 7-delta call on the day of section 5. To pick it now, because it did better, would be hindsight. And all of this is before bid and ask.
#
# One check from outside: Cboe's iron condor index CNDR, which sells 20-delta and buys 5-delta options every month at real quotes.

# %%
CNDR = {"2010-01": 771.31, "2019-01": 713.49}  # Cboe S&P 500 Iron Condor Index
inside = (starts.index >= "2010-01-01") & (starts.index < "2019-01-01")
owed = paid_out(by_surface, finish).sum(axis=1)
print(f"CNDR, January 2010 to January 2019: {CNDR['2019-01'] / CNDR['2010-01'] - 1:+.1%}")
for name, unbias in (("surface", False), ("mean error off", True)):
    gain = (CONDORS * condor_credit(then, by_surface, years, unbias=unbias) - owed)[inside]
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    print(
        f"{len(gain)} trades of those years, {name}: {gain.mean():+,.0f} a trade, standard error {error:,.0f}"
    )


# %% [markdown]
# The index of real quotes lost a little in nine years, and the surface's trades of the same years earned an amount that cannot be told from zero. Strikes and dates differ, so it is no proof, but neither gives a reason to expect much.
#
# ## 7. Chances against history, separated
#
# Notebook 01 found that history left the short strikes less often than the model says, on both sides, and could not tell premium from mistake. A surface has its own chances: the slope of the put's price in the strike is the discounted chance to end below it. So take
# notebook 01's strikes, the 16-delta ones at flat VIX, on every day followed by a full life, and ask all three: flat VIX, the surface, history.
#
# **Predict**: on which side will the surface agree with history?

# %%
def chance_below(of, strikes, years, shift=0.0):
    """The model's chance to end below each strike: the slope of the put's price, without discounting."""
    step, (spot, rate, dividends) = (
        1e-4 * strikes,
        (x[:, None] for x in (of.spot, of.rate, of.dividend_yield)),
    )
    up, down = (
        alvh.black_scholes(
            "p", spot, k, years, of.vol(k, years) + shift, rate, dividends
        ).price
        for k in (strikes + step, strikes - step)
    )
    return (up - down) / (2 * step) * np.exp(rate * years)


# %%
EVENTS = ["ends below the short put", "ends above the short call", "ends between them"]


def compare(strikes, names):
    """Average chances of both models, and history's frequencies with their intervals."""
    rng = np.random.default_rng(1)
    out = [closes < strikes[:, 0], closes > strikes[:, 1]]
    happened = [*out, ~(out[0] | out[1])]
    found = {}
    models = {
        "flat VIX": (each_flat, 0.0),
        "surface": (each, 0.0),
        "1 point lower": (each, -0.01),
    }
    for name, (of, shift) in models.items():
        below = chance_below(of, strikes, horizon, shift).mean(axis=0)
        found[name] = [below[0], 1 - below[1], below[1] - below[0]]
    found["history"] = [h.mean() for h in happened]
    found["low"], found["high"] = np.transpose(
        [block_interval(h, 3 * span, rng) for h in happened]
    )
    return pd.DataFrame(found, index=names)


chances = compare(shorts_vix, EVENTS)
neat(chances, ".1%")

# %%
plots.show(*figures.chances_by_surface(chances.iloc[:2]))

# %% [markdown]
# **Explain**: on the call side the gap of notebook 01 closes altogether. It was our own doing: VIX is the wrong vol for a call. On the put side it closes by half. What remains, 13.3 % against 8.6 % in history, is the premium that buyers of puts pay, or what the model adds to it: with every vol
# one point lower the chance is within history's interval.
#
# Now place the strikes at the surface's own 16 deltas:

# %%
neat(
    compare(shorts_surface, EVENTS)[["surface", "1 point lower", "history", "low", "high"]],
    ".1%",
)

# %% [markdown]
# The gap of "between" is gone: 72.7 % by the model, 70.6 % in history. But only because two gaps cancel. The put was passed less often than the surface says, the call *more* often. Both have the same cause, or two: puts are bought as insurance, and the index rose over these years more than a
# forward price, which knows rates and dividends only, allows for. That is what section 6 saw in dollars.
#
# And note what a delta is not: the 16-delta put ends in the money with a chance of 10.6 %, says the very surface that gave it the delta. On a smile the chance also depends on the slope.
#
# ## 8. Expected move: at the money or VIX?
#
# Notebook 01 took spot x VIX x square root of time. Traders take the vol at the money, or what a straddle costs. Which is right? Over 30 days:

# %%
month, ahead_days = table.iloc[:-21], 30 / 365
start_of, end_of = alvh.surface_of(month), table["spx"].to_numpy()[21:]
middle = start_of.forward(ahead_days)
surprise = np.log(end_of / middle)
moves = {}
for name, vol in (
    ("VIX", start_of.vix / 100),
    ("at the money", start_of.atm_vol(ahead_days)),
):
    move = vol * np.sqrt(ahead_days)
    edges = middle[:, None] * np.exp(np.column_stack([-move, move]))
    says = np.diff(chance_below(start_of, edges, ahead_days), axis=1).mean()
    within = np.abs(surprise) < move
    low, high = block_interval(within, 63, np.random.default_rng(1))
    moves[name] = [says, within.mean(), low, high, np.sqrt(np.mean((surprise / move) ** 2))]
names = ["surface: within", "history: within", "low", "high", "size of a move"]
neat(
    pd.DataFrame(moves, index=names).T, dict.fromkeys(names[:4], ".1%") | {names[4]: ".2f"}
)

# %%
straddle = sum(
    pricing.surface_price(start_of, f, middle[:, None], ahead_days)[:, 0] for f in "pc"
)
share = straddle / (middle * start_of.atm_vol(ahead_days) * np.sqrt(ahead_days))
print(f"Straddle at the forward: {share.mean():.2f} of the at-the-money expected move")
print(
    f"What followed was {np.mean(np.abs(end_of - middle)) / straddle.mean():.2f} of its price"
)

# %% [markdown]
# Neither holds the 68 % of a normal distribution. Moves as wide as VIX held 84.0 % of the months, moves at the money 74.6 %, which is what the surface says of them: its middle is narrower and its tail longer than normal. In size (the root mean square of what followed over the expected move)
# the vol at the money came out at 1.00 and VIX at 0.84. That the first is so exact is partly luck, since the model's vol at the money is a little too high in calm (section 4), and partly a premium and a tail that cancel. For the question "how far may the index go until expiry" take the vol at the money; VIX is right for what it is, the price of variance with its tail and its premium.
#
# ## 9. Break-even over index and VIX
#
# At expiry a condor breaks even at two index levels. Before expiry it does at a *curve*: pairs of index and VIX at which buying it back costs the credit (rule R2). A diagram over the index alone hides half the risk.
#
# **Predict**: the index stands still and VIX rises to 20 on the next day. Gain or loss?

# %%
age = [0, round(days / 3), round(2 * days / 3)]
legs_profit = {
    d: pricing.leg_profit(surface, FLAGS, strikes, time, [1, -1, -1, 1], days=d)
    for d in age
}
spots = np.linspace(0.90 * strikes[0], 1.04 * strikes[3], 121)
levels = np.linspace(5, max(60, 3 * sale.vix), 91)
curves = {
    f"{d} days later" if d else "day of the sale": pricing.break_even_curves(
        run, spots, levels
    )
    for d, run in legs_profit.items()
}
path = life[["spx", "vix"]].set_axis(life.index.strftime("%Y-%m-%d"))
shown = path[path["spx"] >= spots[0]]
told = [path.index[i] for i in (4, 5, 11) if i < len(path)]
plots.show(*figures.vol_space(curves, shown, (sale.spx, sale.vix), told))

# %%
for d, run in legs_profit.items():
    edge = pricing.break_even_vix(run, float(sale.spx))
    next_to = ", ".join(f"{e:.2f}" for e in edge) or "none"
    print(f"After {d} days, index unchanged: zero profit at VIX {next_to}")
for date in told:
    since = (pd.Timestamp(date) - sale.date).days
    run = pricing.leg_profit(surface, FLAGS, strikes, time, [1, -1, -1, 1], days=since)
    point = float(run(path.loc[date, "spx"], path.loc[date, "vix"]))
    print(
        f"{date}: S&P 500 {path.loc[date, 'spx']:,.0f}, VIX {path.loc[date, 'vix']:.1f}: {point:+,.0f} dollars"
    )


# %% [markdown]
# A loss: on the day of the sale the condor stands almost at the top of its curve, and any rise of VIX puts it outside. Time lifts the curve: after 15 days VIX may rise to 18.47 with the index unchanged, after 30 days to 25.57. On 2020-02-24, the fourth session, the index closed at 3,226, still above the short put at 3,205, and the condor had already
# lost more than its whole credit of 778 dollars. Nothing of that is in a diagram over the index.
#
# The path is drawn to the edge of the picture; in March it went on to VIX 82.69. (Here VIX3M moves by a fixed share of VIX's move, the average one. The marks of section 5 use the real closes.)
#
# ## 10. VIX options: spot is not the underlying
#
# A VIX option expires into VIX, but until then nobody can hold VIX. What can be held is the future of the same expiry, and an option can only be worth what its hedge makes it worth. The classic mistake is to price a VIX call off spot VIX.
#
# **Predict**: in a panic, does spot VIX make the call too dear or too cheap?

# %%
def second_expiry(day):
    """The first monthly expiry that is 15 days away or more, as a chain of options."""
    curve = alvh.vx_curve(market, day)
    return alvh.vix_chain(market, day, curve.expiries[np.argmax(curve.days >= 15)])


def off_spot(chain, spot, strikes):
    """The mistake: the same volatility, with spot VIX in the future's place."""
    vols = vix.vix_smile(chain.vvix, chain.forward, strikes, chain.time)
    return alvh.black76("c", spot, strikes, chain.time, vols, chain.rate).price


def off_future(chain, strikes):
    """Call prices off the future, for each set of assumptions on the smile."""
    smiles = {
        b: partial(vix.vix_smile, band=b)(chain.vvix, chain.forward, strikes, chain.time)
        for b in vix.VIX_BANDS
    }
    return {
        b: alvh.black76("c", chain.forward, strikes, chain.time, v, chain.rate).price
        for b, v in smiles.items()
    }


# %%
chain, spot = second_expiry(panic.date), panic.vix
vix_strikes = np.arange(
    np.floor(0.6 * min(chain.forward, spot)), np.ceil(1.8 * max(chain.forward, spot)) + 1
)
band = off_future(chain, vix_strikes)
name = f"{chain.date:%Y-%m-%d}"
plots.show(
    *figures.vix_calls(
        vix_strikes, off_spot(chain, spot, vix_strikes), band, spot, chain.forward, name
    )
)

# %%
rows, panics = {}, ["2018-02-05", "2020-03-16", "2024-08-05", "2025-04-08"]
for day in dict.fromkeys(["2017-08-01", *panics, name]):
    one, at = second_expiry(day), market.day(day).vix
    strike = float(alvh.listed_strike(1.3 * one.forward))
    right = off_future(one, strike)
    wrong = off_spot(one, at, strike)
    rows[day] = [at, one.forward, strike, *(right[b] for b in vix.VIX_BANDS), wrong]
calls = pd.DataFrame(rows, index=["spot", "future", "strike", *vix.VIX_BANDS, "off spot"]).T
neat(calls, {c: ".2f" for c in calls if c != "strike"})

# %% [markdown]
# In a panic the future stands far below spot, because it settles after the worst is expected to be over, and the mistake makes calls two to four times too dear: on 2025-04-08 17.61 in place of 4.65 points. In calm the future stands above spot, and the same mistake makes them look cheap. No free quotes of VIX options exist to
# fit the smile to, so its shape is an assumption, shown as low, mid and high. It moves these prices by a tenth, in calm by a fifth; the wrong underlying moves them by multiples.
#
# Put-call parity decides the matter: call less put is the discounted difference of *future* and strike. Whoever pays the price of spot for a call bought and a put sold finds a seller, who buys the future and keeps the difference.
#
# ## 11. Play
#
# The same picture for any VIX, slope, expiry and delta. Find a VIX at which the short call lies closer than half of the put's distance, and see what a VIX3M far below VIX does to a 60-day credit.

# %%
carry = (sale.rate, sale.dividend_yield)
panel = (sale.spx, sale.vix, sale.vix3m_filled, round(days), delta, wing, carry)
plots.show(*widgets.smile_view(*panel))

# %% tags=["nbval-ignore-output"]
widgets.surface_explorer(*panel)

# %% [markdown]
# ## What breaks this: one number a day
#
# **The shape is borrowed.** A day's VIX and VIX3M fix the level and the slope; the tilt is that of an average day with such a VIX. When a day is not average, the surface cannot know. The error of the shape alone, with the level given, by expiry:

# %%
shape = {
    f"{low} to {high} days": fit_errors("shape", "rms", (low, high)).loc[
        ["VIX 13-17", "VIX 17-25"], "p16"
    ]
    for low, high in EXPIRIES
}
panic = fit_errors("anchored", "rms").loc["VIX 25-40"]
print(
    f"Panic, {panic['smiles']:.0f} smiles: {panic['p16']:.1f} (put) and {panic['c16']:.1f} (call) vol points"
)
neat(pd.DataFrame(shape), ".2f")

# %% [markdown]
# About a vol point for a 16-delta put, more for short expiries. In panic it is several, and the sample is six smiles of February 2018. Part of that is the clock: on 2018-02-05 volatility products were still being bought after the index had closed, and the VIX close of 37.32 belongs to that later market. A replay that is marked at such a
# close may be off by several vol points on the very day that matters most.
#
# **Two numbers that nearly contradict each other.** The variance from day 30 to day 93 is what VIX3M leaves when VIX is taken away. It must not be negative, and on some days the two closes come near to saying so. The square root of it, next to VIX:

# %%
pairs = table.loc[table["vix3m"].notna(), ["vix", "vix3m"]].copy()
pairs["vix / vix3m"] = pairs["vix"] / pairs["vix3m"]
pairs["vol from day 30 to 93"] = 100 * np.sqrt(
    pricing.forward_variance(pairs["vix"], pairs["vix3m"])
)
steep = pairs.nlargest(5, "vix / vix3m")
print(f"Ratio at which nothing would be left after day 30: {np.sqrt(93 / 30):.2f}")
neat(steep, ".2f")

# %% [markdown]
# On 2020-02-28 the two closes said: 40 for a month, then 23. That is no arbitrage, and the ratio was still far from 1.76. But a 45-day option lives in both parts, and where between them the market expects the fall is not in the two numbers; the surface draws a straight line of variance.
#
# **A stale number.** On 2010-05-06, the day of the flash crash, the published VIX3M repeats the day before. A stand-in made from the futures curve shows what it should have been. Sell a 45-day condor with 25-point wings on the evening before and mark it with both:

# %%
flash = table.loc["2010-05-05":"2010-05-07"]
before, ages = market.day("2010-05-05"), np.array([45, 44, 43]) / 365
held = alvh.choose_strikes(
    alvh.surface_of(before), ages[0], short_delta=0.16, wing_points=25
)
credit = condor_credit(alvh.surface_of(before), held, ages[0])
grid = np.broadcast_to(held, (3, 4))
stale = flash[["spx", "vix", "vix3m", "vix3m_proxy"]].copy()
for name in ("vix3m", "vix3m_proxy"):
    other = alvh.surface_of(flash.assign(vix3m_filled=flash[name]))
    value = 100 * positions.condor_value(
        pricing.surface_price(other, FLAGS, grid, ages[:, None])
    )
    stale[f"atm vol, {name}"] = 100 * other.atm_vol(ages[:, None])[:, 0]
    stale[f"profit, {name}"] = value + credit
neat(stale, {c: ".2f" for c in stale if "profit" not in c and c != "spx"})

# %% [markdown]
# With the stale figure the day of the flash crash was a small gain for the seller, with the stand-in a loss. Next day the two agree again. The course keeps published closes as they are and names the days it knows to be wrong ([data/README.md](../data/README.md)); a replay whose result hangs on one of them is not a result.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers, whatever you changed above. Solutions are folded below each exercise.
#
# ### 03.1 Expected move
#
# The index stands at 5000, VIX at 20, VIX3M at 21, no rates or dividends. How many points is the expected move over 30 days, from the surface's vol at the money? *Hint*: `spx_surface(...).atm_vol(...)`.

# %%
surface_move = ...
check("03.1", surface_move)

# %% tags=["solution"]
# Solution of 03.1
vol_30 = alvh.spx_surface(5000, 20, 21).atm_vol(30 / 365)
solution("03.1", 5000 * vol_30 * np.sqrt(30 / 365))

# %% [markdown]
# ### 03.2 One strike of the strip
#
# Strikes lie every 5 points, 30 days are left, no rate. The put struck at 4500 has a mid price of 12.50. How much does it add to the VIX squared, in points squared (a VIX of 20 has 400 of them)?
# *Hint*: $\frac{2}{T}\,\frac{\Delta K}{K^2}\,P$ is in decimals.

# %%
points_squared = ...
check("03.2", points_squared)

# %% tags=["solution"]
# Solution of 03.2
solution("03.2", 100**2 * 2 / (30 / 365) * 5 / 4500**2 * 12.50)

# %% [markdown]
# ### 03.3 Where is the 16-delta call?
#
# The index stands at 5000, VIX at 16, VIX3M at 18, no rates or dividends. How far above the index lies the 16-delta call with 45 days, on the surface, as a share of the index?
# *Hint*: `log_moneyness_at_delta(0.16, *smile)` with the `smile` of that expiry.

# %%
call_distance = ...
check("03.3", call_distance)

# %% tags=["solution"]
# Solution of 03.3
smile_45 = alvh.spx_surface(5000, 16, 18).smile(45 / 365)
solution("03.3", np.exp(pricing.log_moneyness_at_delta(0.16, *smile_45)) - 1)

# %% [markdown]
# ### 03.4 A VIX call
#
# On 2024-08-05 spot VIX closed at 38.57 and the August future, 16 days from its expiry, settled at 32.10. What is a call on the VIX struck at 35 with that expiry worth at a vol of 1.40, in dollars per contract? No rate.

# %%
vix_call = ...
check("03.4", vix_call)

# %% tags=["solution"]
# Solution of 03.4
solution("03.4", 100 * alvh.black76("c", 32.10, 35, 16 / 365, 1.40).price)

# %% [markdown]
# ### 03.5 Which side?
#
# Take the strikes of notebook 01, placed by delta at flat VIX. On which side does the surface's chance to end beyond the short strike agree with history: `"call"`, `"put"`, `"both"`, `"neither"`?

# %%
agreeing_side = ...
check("03.5", agreeing_side)

# %% tags=["solution"]
# Solution of 03.5
solution("03.5", "call")

# %% [markdown]
# ## Take-aways
#
# - VIX and VIX3M fix the level and the slope of a day's surface, and the surface gives both back. The shape is borrowed from a fit and is wrong by about one vol point in calm, by several in a panic.
# - VIX is the price of a strip, seven tenths of it puts. The vol at the money is about 0.85 of it in this model and a little less in the quotes of section 4, the vol of the 16-delta call of our trade is almost a third below; so the 16-delta call lies much closer than VIX says.
# - One vol point on every strike was worth a sixth of our condor's credit, and more than the average profit that is left.
# - The splendid profit of notebook 00 does not survive the surface. What there is comes from the put side; the call side gave it back.
# - Notebook 01's gap was a mistake on the call side, and half a premium on the put side.
# - A condor breaks even on a curve over index *and* VIX. A VIX option lives off its future.
#
# ## Sources
#
# - J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014): the smile and its bound.
# - M. Fukasawa, "The normalizing transformation of the implied volatility smile", Mathematical Finance 22 (2012): a smile's variance swap as one average.
# - Cboe, "Volatility Index Methodology: Cboe Volatility Index" (the successor of the VIX white paper): the strip formula.
# - D. Breeden and R. Litzenberger, "Prices of State-Contingent Claims Implicit in Option Prices", Journal of Business 51 (1978): chances from the slope of option prices.
# - F. Black, "The pricing of commodity contracts", Journal of Financial Economics 3 (1976): options on a future.
# - Cboe, S&P 500 Iron Condor Index (CNDR): levels of January 2010 and January 2019.
# - V. Sushko and G. Turner, "The equity market turbulence of 5 February: the role of exchange-traded volatility products", BIS Quarterly Review, March 2018.
# - Break-even in vol space (rule R2): VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - Data: see [data/README.md](../data/README.md). VIX closes at 16:15 New York time, the index at 16:00; VX settled at 16:15 before late October 2020, at 16:00 after.
