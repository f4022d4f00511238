# %% [markdown]
# # Hedge with what can be bought: VIX futures, calls and notes, and how much of the VIX each delivers
#
# After this notebook you can say for any real day what each VIX instrument gained, compute the 30-day index from its roll rule by hand, turn a call or a future into dollars per vol point of SPX, and name
# the conditions under which the claim of 0.70 to 0.85 holds.

# %% [markdown]
# ## What you'll do
#
# - State for five real days how far futures, calls and the 30-day index moved when VIX moved.
# - Rebuild the index behind the exchange-traded notes from its published rule, and show what fourteen years of holding it cost.
# - Measure the beta of futures to SPX volatility by days to expiry and by level of VIX, with intervals, against the claim.
# - Size a hedge by vega without mixing up two vegas, and compare what it promised with what it delivered.
# - Price a VIX option off the right underlying, and tell how much the assumed smile matters.
#
# ## What you need
#
# [00 Start here](00_start_here.ipynb), [02 Greeks](02_condor_greeks.ipynb) and [03 Surface](03_volatility_surface.ipynb). Time: 90 minutes, 25 of them for the exercises.
#
# What is real here: index closes and futures settlements. What is a model: SPX volatilities (a surface anchored to VIX, notebook 03) and every price of a VIX option. No free quotes of VIX options exist, so whatever leans on
# them is shown for a low, a middle and a high smile.

# %% tags=["imports"]
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import pricing, vix
from alvh_helpers.course import check, neat, parameter, plots, solution
from alvh_helpers.course import nb06_vix_instruments as lesson
from alvh_helpers.course.nb06_vix_instruments import figures, widgets

# %% [markdown]
# The knobs. `STORM_DAY` is looked at closely; VIX must have risen by a point that day. `CALM_DAY` stands beside it. Calls are bought at `CALL_DELTA` for the first monthly expiry at least `CALL_DAYS` away. `COVER` is the share of the condor's vega to be hedged;
# the source says 40 to 60 %. `FEE` is the yearly fee of the 30-day index. Resizing pauses when the z-score is beyond `PAUSE_AT`.

# %% tags=["parameters"]
# change me
STORM_DAY = "2024-08-05"
CALM_DAY = "2017-08-01"
CALL_DELTA = 0.30
CALL_DAYS = 30
COVER = 0.50
FEE = 0.0085
PAUSE_AT = 2.0

# %%
market = alvh.load_market()
table, moves = market.table, vix.futures_moves(market)
storm, calm = market.day(STORM_DAY), market.day(CALM_DAY)
call_delta = parameter("CALL_DELTA", CALL_DELTA, 0.05, 0.90)
call_days = parameter("CALL_DAYS", CALL_DAYS, 7, 45, whole=True)
cover, fee = parameter("COVER", COVER, 0.05, 2.0), parameter("FEE", FEE, 0, 0.05)
pause_at = parameter("PAUSE_AT", PAUSE_AT, 0.5, 10)
if not moves.at[storm.date, "vix"] >= 1 or calm.date == market.sessions[0]:
    raise alvh.CourseError(
        f"STORM_DAY {STORM_DAY}, CALM_DAY {CALM_DAY}: each needs an evening before it, and on the first VIX must rise by a point"
    )
eve = market.sessions[market.sessions.get_loc(storm.date) - 1]
print(
    f"{storm.date:%Y-%m-%d}: VIX {storm.vix:.2f}, up {moves.at[storm.date, 'vix']:.2f} points from {eve:%Y-%m-%d}"
)

# %% [markdown]
# ## 1. One index, seven futures
#
# VIX is computed, not traded: it is the square root of the price of a strip of options that changes every minute, and nobody can hold it for a day. A VX future pays what VIX will be at the opening of *its* expiry day. Seven monthly ones are in our data.
#
# **Predict**: on a day when VIX closes at 38.57, where does the future settle that expires in about two weeks? And the one after half a year?

# %%
STORMS = ["2018-02-05", "2020-03-16", "2024-08-05", "2025-04-08"]
calm_name, storm_name = f"{calm.date:%Y-%m-%d}", f"{storm.date:%Y-%m-%d}"
storms = sorted({*STORMS, storm_name})
days = dict.fromkeys([calm_name, *storms])
curves = {day: alvh.vx_curve(market, day) for day in days}
plots.show(*figures.day_curves(curves))

# %%
rows = {}
for day, curve in curves.items():
    rows[day] = [curve.vix, curve.days[0], *curve.settlements[[0, 1, 3, 6]]]
rows = pd.DataFrame(rows, index=["VIX", "days to vx1", "vx1", "vx2", "vx4", "vx7"]).T
rows["vx1 less VIX"] = rows["vx1"] - rows["VIX"]
rows["vx4 / vx1"] = rows["vx4"] / rows["vx1"]
neat(rows, {c: ".2f" for c in rows if c != "days to vx1"} | {"vx1 less VIX": "+.2f"})

# %% [markdown]
# **Explain**: the market does not expect a panic to last, so futures settle far below VIX in a panic, mostly the more so the later they expire, and above it in calm. The slope vx4/vx1 says which of the two it is: above 1 is *contango*, below 1 *backwardation*.
#
# ## 2. Why spot VIX overstates a hedge
#
# A hedge gains what its *instrument* gains, not what VIX gains. Take the points that one contract gained on each of these days, always one and the same contract from one settlement to the next.
#
# **Predict**: VIX gains 15 points. How many does the front future gain, how many the fourth?

# %%
names = {
    "vx1": "front future",
    "mix30": "30-day mix",
    "vx2": "2nd future",
    "vx4": "4th future",
    "vx7": "7th future",
}
gained = moves.loc[pd.DatetimeIndex(storms), ["vix", *names]].T
gained.columns = storms
neat(gained.rename(index=names | {"vix": "VIX"}), "+.2f")


# %%
def first_expiry(day):
    """First monthly expiry of VIX options at least `CALL_DAYS` after a day."""
    ahead = day + pd.Timedelta(days=call_days)
    return vix.vix_option_expiries(ahead, ahead + pd.Timedelta(days=50), weekly=False)[0]


def call_trade(day):
    """The knobs' call, bought on the evening before a day: (price, gain) by smile, and days to expiry."""
    before = market.sessions[market.sessions.get_loc(pd.Timestamp(day)) - 1]
    expiry = first_expiry(before)
    chains = [alvh.vix_chain(market, when, expiry) for when in (before, day)]
    found = {}
    for band, smile in vix.BAND_SMILES.items():
        first, then = (replace(chain, smile=smile) for chain in chains)
        call = first.option("c", delta=call_delta)
        later = then.option("c", strike=call.strikes[0])
        found[band] = (call.price, later.price - call.price)
    return found, (expiry - before).days


# %%
trades = {day: call_trade(day) for day in days}
front = moves["vx1"] / (table["vx1"] - moves["vx1"])
percent = pd.DataFrame({"VIX": table["vix"].pct_change(), "front future": front})
percent["30-day index after fee"] = vix.etn_index(market, fee=fee).pct_change()
percent = percent.loc[pd.DatetimeIndex(list(days))]
for band in vix.BAND_SMILES:
    bought = [found[band] for found, _ in trades.values()]
    percent[f"call, {band} smile"] = [gain / price for price, gain in bought]
neat(percent, "+.0%")

# %%
shares = (gained.drop("vix") / gained.loc["vix"]).rename(index=names)
plots.show(*figures.shares_of_vix(shares))

# %%
points = gained[storm_name]
print(
    f"{storm_name}: had VIX been for sale, one contract would have made {1000 * points['vix']:,.0f} dollars"
)
for name in ("vx1", "vx2", "vx4"):
    print(
        f"  {names[name]:>12}: {1000 * points[name]:>7,.0f} dollars, {points[name] / points['vix']:.0%} of it"
    )
large = moves[moves["vix"] >= 5]
low, middle, high = (large["vx1"] / large["vix"]).quantile([0.05, 0.5, 0.95])
print(
    f"All {len(large)} days on which VIX rose 5 or more: front future {middle:.0%} of it in the middle,"
)
print(f"  between {low:.0%} and {high:.0%} on nine days of ten")

# %% [markdown]
# On 2024-08-05 VIX closed at 38.57, but the front future settled at 32.10: it gained two thirds of what VIX gained, the fourth future a sixth. Who counts on 15,180 dollars a contract and gets 10,250 has bought a third too little, and with the fourth month five sixths.
#
# In percent the call is far ahead of everything: it is bought for little and its delta grows on the way. How far ahead depends on the assumed smile: 565 to 791 % on 2018-02-05. On a calm day it simply loses.
#
# Nor is it a law that futures lag. On 2025-04-08 the front future gained a little *more* than VIX; since 2020 VIX closes a quarter of an hour after the futures settle, and one number may know what the other does not. Over all days with a rise of 5 points or more, two thirds is the middle, and the spread is wide: a hedger who needs *this* day to work may have to live with a quarter of it.
#
# ## 3. Which clock settles what
#
# | what | stops at (New York time) |
# |---|---|
# | S&P 500 close, shares of exchange-traded notes | 16:00 |
# | VIX close | 16:15 |
# | VX settlement until late October 2020 | 16:15 |
# | VX settlement since | 16:00 |
#
# On 2018-02-05 a quarter of an hour was worth more than the day. The 1x notes follow the 30-day mix of futures *at settlement*; their shares trade until 16:00. Below, the mix from our settlements, beside closing prices of the largest of these notes as any
# public price history has them.

# %%
SHARES = {
    "2018-02-02": 32.92,
    "2018-02-05": 43.94,
    "2018-02-06": 42.88,
    "2018-02-07": 44.57,
}
mix = vix.mix_return(market)
clock = pd.DataFrame({"shares at 16:00": pd.Series(SHARES)})
clock.index = pd.DatetimeIndex(clock.index)
clock["mix at 16:15"] = (
    (1 + mix.where(mix.index > "2018-02-02", 0)).cumprod().loc[clock.index]
)
clock["shares at 16:00"] /= clock["shares at 16:00"].iloc[0]
neat(clock - 1, "+.1%")

# %% [markdown]
# At 16:00 the shares were up by a third; at 16:15 the mix they follow had nearly doubled. Two sessions later both told about the same story. Nobody was cheated: two clocks looked at the same fall. An inverse fund, -1 times the mix, published a loss of 96 % for its net asset value of that day, which is our figure with the sign turned.
#
# In this course futures and ETNs are marked at settlement, SPX at its close. Before October 2020 a wild last quarter of an hour is therefore in the hedge, and in the VIX that marks the condor, but not in the index. A single day may suffer from it, and so do slopes: a move that two closes see on different days weakens the link between them, before October 2020 that of futures and index, since then that of futures and VIX.
#
# ## 4. The 30-day index, by hand and for nineteen years
#
# The notes hold two futures, and every day they sell a little of the first and buy the second, so that the average time to expiry stays near 30 days. The published rule, in our words: a roll period begins on the day of a VIX expiry and ends on the session before the next one.
# Of its dt business days, dr are still to come after today. Tonight hold dr/dt **contracts** of the first month for 1 - dr/dt of the second.
#
# **Predict**: on the evening of 2018-02-02, with 7 of 20 days left, what did the mix hold, and what was it worth on the next day?

# %%
begin, end = pd.Timestamp("2018-01-17"), pd.Timestamp("2018-02-14")  # two VIX expiries
period = alvh.trading_sessions(begin, end - pd.Timedelta(days=1))
hand = table.loc["2018-01-31":"2018-02-07", ["vx1", "vx2"]].copy()
hand["days left"] = [(period > day).sum() for day in hand.index]
hand["weight 1"] = hand["days left"] / len(period)
tonight = hand["weight 1"] * hand["vx1"] + (1 - hand["weight 1"]) * hand["vx2"]
held = hand["weight 1"].shift()
hand["worth of what was held"] = held * hand["vx1"] + (1 - held) * hand["vx2"]
hand["return"] = hand["worth of what was held"] / tonight.shift() - 1
same = np.allclose(hand["return"].dropna(), mix.loc[hand.index[1:]], atol=1e-12)
print(f"{len(period)} business days in the roll period; same as the helper: {same}")
neat(
    hand,
    dict.fromkeys(("vx1", "vx2", "weight 1", "worth of what was held"), ".2f")
    | {"return": "+.2%"},
)

# %% [markdown]
# The weights count contracts, not dollars: prices are added up first and divided then. Now the same for every day since 2007, with the fee taken off by calendar day and T-bill interest on the money added. That is `vix.etn_index`.
#
# **Predict**: how many of the fourteen years from 2012 to 2025 ended with a loss?

# %%
level = vix.etn_index(market, fee=fee)
years = vix.calendar_returns(level).loc[2012:2025]
plots.show(*figures.etn_history(level, years))

# %%
free = vix.calendar_returns(vix.etn_index(market, fee=0.0)).loc[2012:2025]
kinds = {"1x": 1, "1.5x": 1.5, "2x": 2, "-0.5x": -0.5, "-1x": -1}
levels = {name: vix.etn_index(market, "short", x, fee) for name, x in kinds.items()}
by_kind = pd.DataFrame({name: vix.calendar_returns(x) for name, x in levels.items()})
by_kind = by_kind.loc[2012:2025]
a_year = np.expm1(np.log1p(years).mean())
print(
    f"2012 to 2025: {(years < 0).sum()} of {len(years)} years lost, {a_year:+.1%} a year compounded; "
    f"without the fee {np.expm1(np.log1p(free).mean()):+.1%}"
)
by_kind.insert(0, "1x, no fee", free)
neat(by_kind, "+.1%")

# %% [markdown]
# Twelve of fourteen years lost; compounded, a year lost half, and the plain mean of the years is less bad, because two of them gained. The fee explains half a percentage point of it: what eats the money is mostly the roll, selling a nearer, cheaper future to buy a dearer one night after night while the curve is in contango. The two years that gained, 2018 and 2020, had a crash in them; 2025 had one as well and still lost 42 %, because a note that is simply held gives it back.
#
# Nor is the opposite a gift: -1x earned in more years than not and lost 97 % in 2018. And 2x is not twice 1x: it doubles every *day*, and lost 48 % in 2020, a year in which 1x gained. As a hedge, such a note is something to hold for days, which needs a rule for when. Notebook 07 looks at the roll, contract by contract.
#
# ## 5. How far futures move with SPX volatility (claim K3)
#
# A condor is short SPX volatility, so the number a hedger needs is not points per point of VIX but points per **vol point of SPX options like the ones he sold**: 45 days, at the money. The source says VIX futures and calls move 0.70 to 0.85 of it. Here is the regression of daily changes, one and the
# same contract each night, for every month.
#
# **Predict**: which of the seven futures lies inside the range?

# %%
rng = np.random.default_rng(6)
claim = lesson.CLAIMED_BETA
by_month = lesson.claimed_betas(market, rng, draws=300)
shown = by_month.drop(columns="vix_stderr").rename(
    columns={
        "vix": "to VIX",
        "atm": "to 45-day vol",
        "atm_stderr": "error",
        "atm_r2": "R squared",
    }
)
neat(shown, {c: ".2f" for c in shown if c != "claim"} | {"error": ".3f"})

# %% [markdown]
# `low` and `high` are a 95 % interval from resampled blocks of 21 days; *error* is the standard error of Newey and West. A month is a crude word for a tenor, though: the front future may have two days left or five weeks. By days to expiry:

# %%
by_days = vix.beta_table(market, "atm", by="days").set_index("future")
by_days.index = by_days.index.str.replace(" days", "")
plots.show(
    *figures.betas_against_claim(
        by_days, claim, "calendar days to expiry on the evening before", "tenors"
    )
)

# %%
held = pd.DataFrame({f"vx{k}": vix.held_contract(market, k) for k in range(1, 8)})
left = held.sub(market.sessions, axis=0).apply(lambda column: column.dt.days).shift()
pairs = moves[list(held)].melt(ignore_index=False, value_name="gain")
pairs["tenor"] = pd.cut(left.melt()["value"].to_numpy(), vix.DAYS_EDGES)
by_tenor = pairs.pivot_table(index="date", columns="tenor", values="gain", observed=True)
by_tenor = by_tenor.reindex(market.sessions)
before = pd.cut(table["vix"].shift(), vix.VIX_EDGES, right=False)
levels = dict(
    zip(before.cat.categories, ["VIX below 15", "15 to 20", "20 to 30", "30 and above"])
)

# %%
fits = {
    label: [
        vix.newey_west(by_tenor[t], moves["atm"], (before == level).to_numpy())
        for t in by_tenor
    ]
    for level, label in levels.items()
}
tenors = [f"{int(t.left) + 1} to {int(t.right)}" for t in by_tenor]
grid = pd.DataFrame(
    {label: [f.slope for f in column] for label, column in fits.items()}, index=tenors
)
plots.show(*figures.beta_map(grid, claim, "days to expiry"))

# %%
reach = {label: [1.96 * f.stderr for f in column] for label, column in fits.items()}
reach = pd.DataFrame(reach, index=tenors)
outside = (grid + reach < claim[0]) | (grid - reach > claim[1])
print(
    f"Outside the claim with the whole interval: {outside.to_numpy().sum()} of {grid.size} cells"
)
neat(reach, ".2f")

# %% [markdown]
# The **verdict on K3: it depends**, first of all on the tenor. The 30-day mix has 0.72, with an interval from 0.66 to 0.80: its estimate is in the claim for an instrument *one month* out, with an interval that reaches beyond on the lower side. The front future's is higher, with an interval that overlaps the claim's upper end; every future from the second on has less, clearly, and the fourth, the usual "mid-term" layer, only half of the claim. By level of VIX, the same month moves by more between 20 and 30 than in calm, and by least above 30, when a panic is expected to pass. Most cells of the map are outside the claim with their whole interval (its half-widths are in the last table), above all the later months, which nobody would call near-term.
#
# Measured against VIX itself instead of 45-day volatility, no monthly future and not even the mix reaches 0.70. And "calls" cannot be in that sentence at all: a 30-delta call moves three tenths of what its future does.
#
# Two cautions. The 45-day volatility is the model's (its errors stand in notebook 03). And a slope says nothing on the scatter around it: with the fourth future a third of the variance has nothing to do with SPX volatility.
#
# ## 6. Two numbers that are both called vega
#
# A VIX call has a vega of its own: dollars per vol point of *VIX options*. A condor's vega is dollars per vol point of *S&P options*. They have the same name and nothing else in common. What a call does against the condor is
#
# delta x 100 x beta of its future
#
# and the course calls it `spx_vega_equivalent`; the other one is `vol_of_vol_vega`.
#
# **Predict**: calls of the same delta, from one to six months out. Which of the two vegas grows with time, which shrinks?

# %%
beta = by_month["atm"]
expiries = alvh.vx_curve(market, eve).expiries[:6]
chains = {f"vx{k}": alvh.vix_chain(market, eve, day) for k, day in enumerate(expiries, 1)}
vegas = {}
for name, chain in chains.items():
    call = chain.option("c", delta=call_delta)
    spx = float(vix.spx_vega_equivalent(call.delta, beta[name]))
    own = 100 * call.vol_of_vol_vega
    vegas[f"call on {name}"] = [
        365 * chain.time,
        call.strikes[0],
        100 * call.price,
        own,
        spx,
    ]
for name in ("vx1", "vx4"):
    spx = float(vix.spx_vega_equivalent(1.0, beta[name], multiplier=1000))
    vegas[f"future {name}"] = [365 * chains[name].time, np.nan, np.nan, 0.0, spx]
columns = ["days", "strike", "price", "vol_of_vol_vega", "spx_vega_equivalent"]
vegas = pd.DataFrame(vegas, index=columns).T
neat(vegas, {"strike": ".1f", "vol_of_vol_vega": ".2f", "spx_vega_equivalent": ".1f"})


# %% [markdown]
# At the same delta a later call has more vega of its own and less SPX-vega equivalent: who sizes by the wrong one buys the wrong expiry. A call on the front month hedges 26 dollars per vol point, one six months out a third of that, for a higher price. A future has no vol-of-vol vega at all, and is the strongest hedge in the table.
#
# And a call's number is local: delta is 0.30 only today. In a spike it grows towards 1, which is why one buys calls; in calm it melts, which is what one pays.
#
# ## 7. Promised and delivered (claim K2, the side of the instruments)
#
# Now a hedge. On the evening before each storm ten condors are sold (45 days, 16 delta, wings of 50 points, priced on the surface), and a hedge is bought that covers `COVER` of their vega by the betas of section 5. Fractions of contracts are allowed here; with whole ones the small print of the source begins.
#
# **Predict**: half of the vega is covered. Which share of the condors' loss does the hedge pay?

# %%
def condors_of(before, after):
    """Vega in dollars of ten condors sold on one day, and what they gained by the next."""
    expiry = alvh.next_spx_expiry(before, 45)
    times = [alvh.year_fraction(day, expiry) for day in (before, after)]
    strikes = alvh.choose_strikes(
        alvh.surface_of(market, before), times[0], short_delta=0.16, wing_points=50
    )
    first, then = (
        alvh.condor_greeks(alvh.surface_of(market, d), strikes, t)
        for d, t in zip((before, after), times)
    )
    return 1000 * float(first.vega), 1000 * float(then.price - first.price)


# %%
mid_days = [(t.left + t.right) / 2 for t in by_tenor]
hedges = {}
for name in storms:
    after = pd.Timestamp(name)
    before = market.sessions[market.sessions.get_loc(after) - 1]
    vega, result = condors_of(before, after)
    paid = {k: moves.at[after, k] / beta[k] for k in ("vx1", "vx2", "vx4")}
    bought, its_days = trades[name]
    its_beta = np.interp(its_days, mid_days, by_days["beta"])
    each_call = float(vix.spx_vega_equivalent(call_delta, its_beta))
    paid |= {f"call, {band}": 100 * gain / each_call for band, (_, gain) in bought.items()}
    contracts = -cover * vega / (1000 * beta["vx1"])
    condors = {
        "vega": vega,
        "vega x rise": vega * moves.at[after, "atm"],
        "condors": result,
    }
    covered = {k: cover * vega * dollars / result for k, dollars in paid.items()}
    hedges[name] = {**condors, "futures vx1": contracts, **covered}
hedges = pd.DataFrame(hedges).T
neat(hedges, dict.fromkeys(paid, ".0%") | {"futures vx1": ".2f"})

# %% [markdown]
# "vega x rise" is what the condors should have lost by their vega; "condors" is what they did lose, through the whole surface. In every storm the second is about half of the first: delta, gamma and theta are in it too (notebook 02 parts them), a condor's vega is local, it fades as the index comes near the wings, and the wings limit the loss. The hedge has no wings. So *half* of the vega, in the front future, covered 92 to 184 % of the loss, and the call, whose delta grew on the way, more still on any of the three smiles. The claim that layer 1 "neutralises 40 to 60 %" mixes up two things: 40 to 60 % of the vega is what one *buys*; what one *gets* on a large day is another share, and it was more here.
#
# Note two things. These four days were chosen because VIX jumped in one session; a slow slide is another matter (see 2022 below). And whole contracts are coarse: ten condors needed between 0.29 and 0.82 of one future. A single condor cannot be hedged with VX at all, only with minis or calls.
#
# Over *all* days with a rise of VIX by 3, 5 and 10 points, chosen by nothing else: what did each instrument deliver of what its beta had promised? 1 is the promise kept on average.

# %%
delivered = lesson.share_delivered(market, rng, draws=300)
delivered.index = [f"+{row.rise:.0f}: {row.instrument}" for row in delivered.itertuples()]
columns = ["days", "vix", "atm", "points", "delivered", "low", "high", "worst"]
neat(delivered[columns], dict.fromkeys(columns[1:], ".2f"))

# %% [markdown]
# On average the promise is kept, but note who promised: the beta comes from the very days on which it is judged, and large days weigh most in a slope. The next cell does without that. Near 1 at rises of 3 and 5 points, about a tenth less at 10 for the futures, with intervals that reach 1. So a hedge of 40 to 60 % of the vega delivers between 34 and 64 % of the *vega loss* on average: **K2, on the side of the instruments, is supported for averages of futures**. It is not for single days: the column "worst" goes down to a quarter for the front future and below zero for the second and the fourth. For the call the interval is so wide that the sample cannot decide; its average leans on a few days, and on the smile. What the condor's side does is for a later notebook.

# %%
rise, ahead = table["vix"].diff(), {}
for rank in (1, 2, 4):
    gain = vix.contract_gain(market, rank)
    known = (gain.rolling(252).cov(rise) / rise.rolling(252).var()).shift()
    up = {k: known.notna() & (rise >= k) for k in (3, 5, 10)}
    ahead[f"vx{rank}"] = {
        f"+{k}": gain[d].sum() / (known * rise)[d].sum() for k, d in up.items()
    }
neat(pd.DataFrame(ahead).T, ".2f")

# %% [markdown]
# The same question with a beta that was known on the evening before: the slope on VIX over the 252 sessions until then. The futures delivered what that promised, or a little more. So the average is not an artefact of looking back.
#
# ## 8. Put-call parity that only seems broken
#
# Call less put of one strike and expiry must be worth the discounted future less the strike, or somebody has a free lunch. The future, not VIX. Who tests parity with spot VIX finds a feast of free lunches:

# %%
seconds = {name: alvh.vix_chain(market, name, c.expiries[1]) for name, c in curves.items()}
parity = pd.DataFrame({"VIX": {name: c.vix for name, c in curves.items()}})
parity["future vx2"] = [chain.forward for chain in seconds.values()]
parity["strike"] = parity["future vx2"].round()
pairs_at = zip(seconds.values(), parity["strike"])
parity[["call", "put"]] = [
    chain.values(["c", "p"], np.array([k, k])).price for chain, k in pairs_at
]
discount = np.array([np.exp(-chain.rate * chain.time) for chain in seconds.values()])
for name, underlying in (("gap off the future", "future vx2"), ("gap off spot VIX", "VIX")):
    gap = (
        parity["call"] - parity["put"] - discount * (parity[underlying] - parity["strike"])
    )
    parity[name] = (100 * gap).round(6)
neat(parity, dict.fromkeys(("VIX", "future vx2", "call", "put"), ".2f"))

# %%
deep = alvh.vix_chain(market, storm.date, alvh.vx_curve(market, storm.date).expiries[1])
strike = float(np.round(0.7 * deep.forward))
price = float(deep.values("c", strike).price)
off_future = alvh.implied_vol(price, "c", deep.forward, strike, deep.time, deep.rate)
off_spot = alvh.implied_vol(price, "c", storm.vix, strike, deep.time, deep.rate)
print(
    f"Call struck at {strike:.0f}: {price:.2f} points; spot VIX less strike: {storm.vix - strike:.2f}"
)
status = pricing.QuoteStatus(int(off_spot.status)).name.replace("_", " ").lower()
print(
    f"Implied vol off the future: {off_future.vol:.2f}; off spot VIX: {off_spot.vol:.2f} ({status})"
)


# %% [markdown]
# Off its own future, nothing is broken. Off spot VIX, each storm shows a "mispricing" of 813 to 2,351 dollars a pair, and the calm day one of the other sign. The trade that would collect it needs a position in VIX itself, and there is none. An in-the-money call even trades far below spot VIX less its strike, so it has no implied volatility off spot at all. Any screen that computes VIX option Greeks off spot is wrong in exactly this way.
#
# ## 9. What a 30-delta call did in each episode
#
# Bought on the last evening before each episode's window, for the first monthly expiry at least `CALL_DAYS` away, kept to the end of the episode or to the session before expiry. The windows are whole months that were chosen because something happened in them, so this flatters the call; another evening inside some windows would have been better still. No costs are taken off.
#
# **Predict**: in which of the ten episodes did it end below its price?

# %%
def held_call(episode, smile):
    """Day, future, strike and price of a call of the eve; its best and its last mark as multiples of the price."""
    eve = market.sessions[market.sessions < episode.start][-1]
    expiry = first_expiry(eve)
    chain = alvh.vix_chain(market, eve, expiry, smile)
    call = chain.option("c", delta=call_delta)
    last = min(pd.Timestamp(episode.end), expiry - pd.Timedelta(days=1))
    marks = lesson.call_marks(market.window(eve, last), expiry, call.strikes[0], smile)[1:]
    multiples = [marks.max() / call.price, marks.iloc[-1] / call.price]
    return [eve, chain.forward, call.strikes[0], call.price, *multiples]


# %%
rows = [
    [name, band, *held_call(alvh.EPISODES[name], smile)]
    for name in alvh.CRASHES
    for band, smile in vix.BAND_SMILES.items()
]
columns = ["episode", "smile", "bought", "forward", "strike", "paid", "multiple", "at_end"]
episodes = pd.DataFrame(rows, columns=columns)
plots.show(*figures.call_multiples(episodes, call_delta))

# %%
middle = episodes[episodes["smile"] == "mid"].set_index("episode")
band = episodes.pivot_table(index="episode", columns="smile", values="multiple")
listing = middle[["forward", "strike", "paid", "multiple", "at_end"]].copy()
listing.insert(0, "bought", middle["bought"].dt.strftime("%Y-%m-%d"))
listing["best, low smile"], listing["best, high smile"] = band["low"], band["high"]
neat(
    listing,
    dict.fromkeys(("forward", "strike", "paid", "at_end"), ".2f")
    | dict.fromkeys(("multiple", "best, low smile", "best, high smile"), ".1f"),
)

# %% [markdown]
# Sold on its best day, which nobody knows, the call was worth 2.5 to 42 times its price on the best day. At the end of the episode, or on the eve of its expiry, two of ten were below their price: 2022, where VIX never spiked, and August 2024, where the spike was gone in days. Half of the others had given back more than half of their best value. The assumed smile moves the multiples by up to about a quarter, and moves no mark at the end from one side of its price to the other. What buying every month costs is notebook 07.
#
# ## 10. When VIX moves off what the index explains (rule R24)
#
# Regress VIX changes on index returns over the year up to yesterday; today's residual over its standard deviation is the z-score. The rule pauses all resizing while it is beyond 2.
#
# **Predict**: on which share of the days on which VIX rose by 5 points or more does the rule pause?

# %%
gap = vix.dislocation(market).assign(vix=moves["vix"], spx=moves["spx"])
plots.show(*figures.dislocated_days(gap[["spx", "vix", "z"]], pause_at, 5.0, storms))

# %%
known = gap["z"].notna()
counts = {}
for rise in (-np.inf, 3, 5, 10):
    chosen = known & (gap["vix"] >= rise)
    paused = chosen & (gap["z"].abs() > pause_at)
    name = "all days" if rise == -np.inf else f"VIX up {rise} or more"
    counts[name] = [chosen.sum(), paused.sum(), paused.sum() / max(chosen.sum(), 1)]
neat(pd.DataFrame(counts, index=["days", "paused", "share"]).T, {"share": ".0%"})

# %% [markdown]
# The pause comes on 5 % of all days, but on nearly half of those with a rise of 5 points and on 19 of 21 with a rise of 10. That is no accident: after a calm year the residuals are small, so every storm is "dislocated". The rule therefore stands still on the very days for which the hedge is held. One may want that (a wild close is a bad hour to trade), but then layers have to be in place *before*. Part of the z-score on 2018-02-05 is again the quarter of an hour between 16:00 and 16:15.
#
# ## 11. Play
#
# One call, one day: the curve on the left, the profit over moves of the call's *own* future on the right.

# %%
plots.show(*widgets.call_view(market, storm_name, delta=call_delta))

# %% [markdown]
# Choose a day and a month. Find out how far the future must move in 5 days before the call earns, on a calm day and after a spike; and what a VVIX that falls back by 40 points does to a call bought at the top.

# %% tags=["nbval-ignore-output"]
widgets.vix_call_explorer(market, storm_name, call_delta)

# %% [markdown]
# ## What breaks this: a beta that does not stay, and a crash without a spike
#
# First, every hedge ratio above is *one* number for a contract that changes every day. As expiry comes near, a future turns into VIX. The front future in finer steps, its beta to 45-day volatility and to VIX:

# %%
steps = [0, 3, 5, 7, 12, 20, 35]
front_days, front_gain = left["vx1"], moves["vx1"]
fine = {}
for low, high in pairwise(steps):
    chosen = ((front_days > low) & (front_days <= high)).to_numpy()
    row = {"nights": chosen.sum()}
    for name, x in (("to 45-day vol", "atm"), ("to VIX", "vix")):
        fit = vix.newey_west(front_gain, moves[x], chosen)
        row |= {name: fit.slope, f"+- {name}": 1.96 * fit.stderr}
    fine[f"{low + 1} to {high} days"] = row
neat(pd.DataFrame(fine).T, {c: ".2f" for c in row if c != "nights"})

# %% [markdown]
# In the last days before expiry the front future moves by 1.23 per vol point, against 0.77 three to five weeks out; only in these last days does it keep up with VIX itself, and then by four fifths. The average of 0.88 is right for few days of its life. A layer that holds "the front future" gets a hedge that swells by itself towards expiry and collapses on the day of the roll.
#
# Second, it is one number for nineteen years. The 30-day mix, year by year, against the same claim:

# %%
each = {}
for year in sorted(set(market.sessions.year)):
    fit = vix.newey_west(moves["mix30"], moves["atm"], market.sessions.year == year)
    each[f"'{year % 100:02d}"] = (
        fit.slope,
        fit.slope - 1.96 * fit.stderr,
        fit.slope + 1.96 * fit.stderr,
    )
each = pd.DataFrame(each, index=["beta", "low", "high"]).T
plots.show(*figures.betas_against_claim(each, claim, "calendar year, 30-day mix", "years"))

# %% [markdown]
# In about half of the years even the 30-day mix lies outside the range: 0.51 in 2008, the year one would have needed it, and 1.16 in 2012.
#
# Third, 2022. The index lost a quarter of its value in nine months, and VIX never closed above 37. Cboe publishes an index, VXTH, that holds the S&P 500 and buys one-month 30-delta VIX calls by rule. In the second quarter of 2022 it lost *more* than the S&P 500 alone:

# %%
PUBLISHED = {"S&P 500": -0.161, "VXTH": -0.182}  # second quarter of 2022, with dividends
quarter = slice("2022-04-01", "2022-06-30")
around = market.window("2021-12-01", "2022-09-30")
rule = vix.RollRule("call", month=1, delta=0.30, enter_when=vix.expiry_eve)


def calls_gave(smile):
    """What the calls of the rule added to the quarter, as a share of the portfolio."""
    ledger = vix.run_roll(around, rule, vix.RollCosts(multiple=0.0), smile)
    bought = ledger.holdings
    front = [market.vx(row.contract)[row.opened] for row in bought.itertuples()]
    per_dollar = vix.vxth_weight(front) / (100 * bought["bought"])
    return float(
        (ledger.daily["net"] * ledger.daily["holding"].map(per_dollar)).loc[quarter].sum()
    )


# %%
ends = table["spx"].loc["2022-03-31"], table["spx"].loc["2022-06-30"]
income = table["dividend_yield"].loc[quarter].mean() * 91 / 365
stocks = ends[1] / ends[0] * (1 + income) - 1
print(f"S&P 500 with dividends: {stocks:+.1%} (published {PUBLISHED['S&P 500']:+.1%})")
for name, smile in vix.BAND_SMILES.items():
    added = calls_gave(smile)
    print(
        f"  {name:>4} smile: calls {added:+.1%}, together {stocks + added:+.1%} (published {PUBLISHED['VXTH']:+.1%})"
    )
worst = table["vix"].loc["2022-01-01":"2022-09-30"].max()
fall = table["spx"].loc["2022-09-30"] / table["spx"].loc["2022-01-03"] - 1
print(
    f"2022 to the end of September: S&P 500 {fall:+.1%}, highest close of VIX {worst:.2f}"
)

# %% [markdown]
# With our model's calls, and the rule as published, the quarter comes out within a tenth of a percentage point: the index lost, and the calls that were bought against it lost nearly all of their price on top, whatever the smile. A VIX hedge insures against a *jump* in expected volatility. A bear market that slides while VIX stays below 37 is not one.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers. Solutions are folded below each exercise.
#
# ### 06.1 The future's share
#
# From the settlement of 2024-08-02 to that of 2024-08-05, what did the future that expires on 2024-08-21 gain, as a share of what VIX gained? *Hint*: `market.vx("2024-08-21")` and `market.day(...)`.

# %%
share_of_vix = ...
check("06.1", share_of_vix)

# %% tags=["solution"]
# Solution of 06.1
contract = market.vx("2024-08-21")
spot = market.day("2024-08-05").vix - market.day("2024-08-02").vix
solution("06.1", (contract["2024-08-05"] - contract["2024-08-02"]) / spot)

# %% [markdown]
# ### 06.2 The mix, by hand
#
# On 2018-02-02 the first two futures settled at 15.63 and 14.98, on 2018-02-05 at 33.23 and 27.98. After 2018-02-02, 7 of the 20 business days of the roll period were left. What did the 30-day mix gain, as a share, to four digits?

# %%
mix_gain = ...
check("06.2", mix_gain)

# %% tags=["solution"]
# Solution of 06.2
worth, cost = (
    7 / 20 * near + 13 / 20 * far for near, far in ((33.23, 27.98), (15.63, 14.98))
)
solution("06.2", worth / cost - 1)

# %% [markdown]
# ### 06.3 How many calls?
#
# Your condors have a vega of -1,100 dollars per vol point. A VIX call has a delta of 0.30 and a vega of its own of 0.027 points per vol point; its future moves 0.60 points per vol point of SPX. How many calls cover *half* of the condors' vega (not rounded)?

# %%
calls_needed = ...
check("06.3", calls_needed)

# %% tags=["solution"]
# Solution of 06.3
solution("06.3", 0.5 * 1100 / float(vix.spx_vega_equivalent(0.30, 0.60)))

# %% [markdown]
# ### 06.4 Parity
#
# VIX closes at 38.57, the future of an expiry settles at 32.10. You buy the call and sell the put of that expiry, both struck at 30; take the rate as 0. What should the pair cost, in dollars?

# %%
pair_dollars = ...
check("06.4", pair_dollars)

# %% tags=["solution"]
# Solution of 06.4
VIX_CLOSE, FUTURE = 38.57, 32.10
solution("06.4", 100 * (FUTURE - 30))

# %% [markdown]
# ### 06.5 What raises the SPX-vega equivalent?
#
# A long VIX call is replaced by another one of the same delta, 0.30. Which change makes it gain *more* dollars per vol point of SPX: `"nearer"` (an earlier expiry), `"farther"` (a later one), `"vvix"` (the same expiry on a day with a higher VVIX), `"spot"` (the same on a day when spot VIX stands further above the future)?

# %%
raises_the_equivalent = ...
check("06.5", raises_the_equivalent)

# %% tags=["solution"]
# Solution of 06.5
solution("06.5", "nearer")

# %% [markdown]
# ## Take-aways
#
# - VIX is not for sale. On large days the front future gained about two thirds of what VIX did, later months between a half and a tenth.
# - The 30-day index lost in twelve of fourteen years, compounded half of its value a year; the fee is the least of it.
# - 0.70 to 0.85 (K3) fits an instrument about a month out, on average. Later has clearly less, nearer probably more, and level and year move it.
# - A hedge's SPX-vega equivalent is delta x multiplier x beta. A VIX option's own vega is another thing with the same name.
# - Half of the vega is what you buy. In four storms futures paid between 78 and 199 % of the condors' loss; on average futures deliver what their beta says, on single days anything.
# - Price VIX options off their own future. Parity "violations" off spot are nobody's lunch.
# - A crash without a spike is no case for VIX calls: they made the second quarter of 2022 worse.
#
# ## Sources
#
# - Data: S&P 500 close (S&P Dow Jones Indices), VIX and VVIX closes (Cboe), VX daily settlement (Cboe Futures Exchange); see [data/README.md](../data/README.md).
# - S&P Dow Jones Indices, "S&P VIX Futures Indices: Methodology": the roll rule of the short-term index.
# - Cboe, "VIX Tail Hedge Index (VXTH)": rule and index levels; S&P 500 total return of the same quarter.
# - Closing prices of the largest 1x note (VXX) in February 2018: public price history. Press of 2018-02-06 on the day: the short-term futures index rose 96.1 %, the net asset value of an inverse fund fell by as much.
# - F. Black, "The Pricing of Commodity Contracts", Journal of Financial Economics 3 (1976).
# - W. Newey and K. West, "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation Consistent Covariance Matrix", Econometrica 55 (1987); D. Politis and J. Romano, "A Circular Block-Resampling Procedure for Stationary Data" (1992).
# - Rules R10 to R13 and R24, claims K2 and K3: VixShield Research Team, question-and-answer pages of May 2026, "based on SPX Mastery by Russell Clark".
