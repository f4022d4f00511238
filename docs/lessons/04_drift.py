# %% [markdown]
# # Watch a condor drift, and ask what its alarms knew
#
# After this notebook you can say where a condor stands with two numbers, drift and distance, compare its loss with that of a liquidity pool, and tell how often predetermined
# thresholds fire and what followed when they did.

# %% [markdown]
# ## What you'll do
#
# - Sell a condor for every Friday of nineteen years, and pick three that drifted, by a rule.
# - Compute drift, distance in expected moves and impermanent loss, by hand and along real paths.
# - Find where "a condor drifts like impermanent loss" holds, and measure what breaks it.
# - Count how often each threshold fires, how much notice it gives, and what the condor made afterwards, with intervals.
# - Name eight things that "12 % drift" can mean, and what each implies.
#
# ## What you need
#
# [01 Condor anatomy](01_condor_anatomy.ipynb), [02 Condor Greeks](02_condor_greeks.ipynb) and [03 Volatility surface](03_volatility_surface.ipynb). Time: 40 minutes, 12 of them for the exercises.
#
# Index, VIX and VIX3M are real closes. Option prices are marks of the surface that is anchored to them, at mid, without costs. Its measured error comes at the end.

# %% tags=["imports"]
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, risk
from alvh_helpers.course import check, fit_errors, neat, parameter, plots, solution
from alvh_helpers.course import nb04_drift as lesson
from alvh_helpers.course.nb04_drift import figures, widgets

# %% [markdown]
# The knobs. `DAYS` and `SHORT_DELTA` are those of the source; `WING` is the width of the wings as a share of the index, so that 2007 and 2026 compare. `TURN` is the drift that must be reached on both sides to
# make a whipsaw. `LEVELS` and `MOVES` are the thresholds of rule R5: sizes of drift, and expected moves to a short strike. `EXAMPLE_DATE` is the day for the numerical example of section 5.

# %% tags=["parameters"]
# change me
DAYS = 45
SHORT_DELTA = 0.16
WING = 0.015
TURN = 0.5
LEVELS = (0.12, 0.5, 0.8)
MOVES = 0.5
EXAMPLE_DATE = "2026-05-01"

# %%
market = alvh.load_market()
days = parameter("DAYS", DAYS, 14, 90, whole=True)
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.05, 0.40)
wing = parameter("WING", WING, 0.003, 0.06)
turn = parameter("TURN", TURN, 0.1, 1.0)
thresholds = positions.Thresholds(LEVELS, moves=MOVES)
example_day = market.day(EXAMPLE_DATE)

# %%
history = lesson.condors_of_history(market, days=days, short_delta=delta, wing=wing)
print(
    f"{len(history):,} condors, sold from {history.sales[0]:%Y-%m-%d} to {history.sales[-1]:%Y-%m-%d}"
)
lost, mean = (history.settled < 0).mean(), history.settled.mean()
print(f"Settled with a loss: {lost:.0%}; mean result {mean:+.1%} of the wing")

# %% [markdown]
# One condor for each Friday expiry. Two caveats: they overlap, six or seven are alive at a time, so a thousand condors know far less than a thousand separate ones; and before about 2014 only third Fridays were listed so far ahead.
# For counting we use all, for stories only third Fridays.
#
# ## 1. Drift
#
# Rule R4 measures where the index stands between the short strikes:
#
# drift = (index - midpoint of the shorts) / (half the distance between them)
#
# It is +1 at the short call and -1 at the short put.
#
# **Predict**: what is the drift of a fresh condor, on the evening on which it is sold?

# %%
fresh = pd.Series(history.drift[:, 0])
flat = alvh.flat_surface(history.surface.spot, history.surface.vix / 100)
even = positions.condor_drift(
    flat.spot, alvh.choose_strikes(flat, history.years, short_delta=delta)
)
low, median, high = fresh.quantile([0.05, 0.5, 0.95])
level = thresholds.drift[0]
print(f"Drift at the sale: median {median:+.2f}, 90 % between {low:+.2f} and {high:+.2f}")
print(f"At +{level:g} or above that evening: {(fresh >= level).sum():,} of {len(fresh):,}")
print(f"With one volatility for all strikes the median would be {np.median(even):+.2f}")

# %% [markdown]
# **Explain**. Not 0. Puts carry more volatility than calls, so equal deltas put the short call nearer than the short put: the condor is born with a drift of a fifth, upwards. (With one volatility for all strikes it would start a touch below the middle.)
# The first threshold of the source, 0.12, has then fired *before anything happened*. Keep that for section 5.
#
# ### Three condors, chosen by a rule
#
# Three stories, but not picked to please. Daily closes before expiry decide: a *whipsaw* closed at `TURN` or more on both sides; *upside* expired above the short call, *downside* below the short put, and neither was a whipsaw. Of each kind, among third-Friday
# expiries, we take the *middle* one by the range of its drift: half of its kind drifted less, half more.

# %%
before = np.where(history.live, history.drift, np.nan)
most, least = np.nanmax(before, axis=1), np.nanmin(before, axis=1)
end = history.at(history.drift, history.last)
whipsaw = (most >= turn) & (least <= -turn)
KINDS = ["upside", "downside", "whipsaw"]
kinds = np.select([(end > 1) & ~whipsaw, (end < -1) & ~whipsaw, whipsaw], KINDS, "other")

# %%
facts = pd.DataFrame({"kind": kinds, "monthly": history.monthly, "result": history.settled})
kinds_table = facts.groupby("kind")["result"].agg(
    condors="size", lost=lambda result: (result < 0).mean(), mean="mean"
)
kinds_table.insert(1, "third Fridays", facts.groupby("kind")["monthly"].sum())
neat(kinds_table, {"lost": ".0%", "mean": "+.1%"})


# %%
def middle_of(kind):
    """Of a kind's third-Friday condors the one in the middle by the range of its drift."""
    found = np.flatnonzero((kinds == kind) & history.monthly)
    if not len(found):
        raise alvh.CourseError(
            f"no condor drifted as {kind} with TURN at {turn:g}: a lower one makes more whipsaws"
        )
    return found[np.argsort((most - least)[found], kind="stable")][(len(found) - 1) // 2]


picks = {kind: middle_of(kind) for kind in KINDS}

# %%
condors = {
    kind: alvh.sell_condor(
        market, history.strikes[i], history.expiries[i], date=history.sales[i]
    )
    for kind, i in picks.items()
}
lives = {kind: market.window(sold.date, sold.expiry) for kind, sold in condors.items()}
paths = {
    kind: positions.drift_path(lives[kind], sold.strikes, sold.expiry)
    for kind, sold in condors.items()
}

# %%
rows = {}
for kind, sold in condors.items():
    start, profit = paths[kind].iloc[0], sold.book.profit(lives[kind])
    terms = {"index": start["spx"], "VIX": start["vix"], "credit": 100 * sold.credit}
    results = {"lowest mark": profit.min(), "result": profit.iloc[-1]}
    rows[f"{kind}, {sold.date:%Y-%m-%d}"] = sold.strikes._asdict() | terms | results
neat(pd.DataFrame(rows).T, {"VIX": ".2f"})

# %%
plots.show(*figures.three_drifts(paths, thresholds))


# %% [markdown]
# **Explain**: drift is the index in the condor's own units, and nothing else: no volatility, no clock. The upside condor crept through its short call and settled at its largest loss; the downside condor did the same on the other side, in the spring of 2022. The whipsaw
# visited both sides and kept all of its credit. (In 2007 VIX3M was not yet published: for that condor a stand-in from the VX curve takes its place.)
#
# ## 2. What would have fired, and when
#
# The thresholds of rule R5: a level fires when drift is at least that far on either side, `moves` fires when a short strike is less than so many *expected moves* away. One expected move is index x at-the-money
# volatility x root of the time left.
#
# **Predict**: which fires first in a slow rise, drift at 0.8 or a distance of half a move? And in a fall?

# %%
def crossings(kind):
    """When each threshold first fired for one of the three, and the mark on that evening."""
    found = positions.first_crossings(paths[kind], thresholds)
    marks = condors[kind].book.profit(lives[kind])
    found["days"] = (found["date"] - condors[kind].date).dt.days
    found["mark"] = marks.reindex(found["date"]).to_numpy()
    found["date"] = found["date"].dt.strftime("%Y-%m-%d").fillna("never")
    return found[["date", "days", "side", "spx", "vix", "drift", "mark"]]


def one_name(table):
    """The same table with the two names of a row in one."""
    return table.set_axis([", ".join(names) for names in table.index])


fired = pd.concat({kind: crossings(kind) for kind in condors})
neat(one_name(fired), {"vix": ".2f", "drift": "+.2f"})

# %% [markdown]
# **Explain**: compare the marks at 0.8 with the results in the table above. On the upside and the downside condor, whoever closed there paid 436 and 424 dollars and was spared most of the largest loss; on the whipsaw the same rule gave up its credit. And the distance alarm of the whipsaw came on the third day, after a rally, at a
# cost of 1,071 dollars. One rule, three verdicts: no single episode can judge it. Section 4 counts. (Half a move fired together with 0.8 twice, and with 0.5 once.)
#
# Drift and distance do not know the same things:

# %%
moments = {"at the sale": 0, "half-way": 0.5, "last evening": 1}
rows = {
    (kind, name): path.iloc[int(when * (len(path) - 1))]
    for kind, path in paths.items()
    for name, when in moments.items()
}
places = one_name(pd.DataFrame(rows).T)
neat(places, {"vix": ".2f", "drift": "+.2f", "put_moves": ".2f", "call_moves": ".2f"})

# %% [markdown]
# A fresh condor is lopsided in moves too: its call is nearer than its put. Then time pulls the two measures apart. Drift stays what it is when the index stands still; an expected move shrinks with the days and grows with VIX. In the last days half a move is less than one percent
# of the index, so `moves` keeps silent late in life until the index is nearly at the strike; when VIX jumps it wakes early.
#
# ## 3. The pool
#
# The source says that a condor drifts like *impermanent loss*. The word comes from automated market makers: you put two assets into a pool that trades with everybody along a fixed curve (amount x amount = constant). When the price moves by r,
# the pool has sold what rose, and is worth less than if you had just held the two. That is impermanent loss; fees are your pay for it:

# %%
changes = np.array([-0.5, -0.12, -0.05, 0.05, 0.12, 0.5, 1.0])
loss = pd.DataFrame(
    {
        "impermanent loss": lesson.impermanent_loss(changes),
        "-r squared / 8": -(changes**2) / 8,
    }
)
neat(loss.set_axis([f"price {r:+.0%}" for r in changes]), ".2%")


# %% [markdown]
# "Impermanent", because it is gone if the price comes back. For small moves it is a parabola, like any position with negative gamma: a pool of value V has gamma -V / (4 S squared). So for every condor there is one pool of the same gamma:

# %%
def pool_terms(sold):
    """The pool of a condor's gamma on the evening of the sale, and what its fees pay for."""
    now, evening = sold.book.greeks(market, sold.date), market.day(sold.date)
    pool = lesson.matching_pool(now.gamma, evening.spx)
    fee = 365 * now.theta / pool
    bent = {"gamma": now.gamma, "theta": now.theta, "pool": pool}
    paid = {"fee a year": fee, "pays for": np.sqrt(8 * fee), "VIX": evening.vix / 100}
    return bent | {"margin": sold.book.margin(market, sold.date)} | paid


terms = pd.DataFrame({kind: pool_terms(sold) for kind, sold in condors.items()}).T
terms["fair fee at VIX"] = terms["VIX"] ** 2 / 8
rates = {"fee a year": ".2%", "pays for": ".1%", "VIX": ".1%", "fair fee at VIX": ".2%"}
neat(terms, {"gamma": ".3f", "theta": ",.1f"} | rates)

# %% [markdown]
# **Explain**: one condor with a margin of a few thousand dollars bends as much as a pool of about two or three million. Its theta, set against that pool, is a fee of a few tenths of a percent a year. A fee of (volatility squared) / 8 just pays for the bending (Milionis and others call the bill *loss versus rebalancing*); turned round, the
# theta of the downside condor pays for an index that moves at 16.9 % a year, while VIX said 21.0 %. The condor's gamma comes mostly from its near calls, and calls trade below VIX.
#
# **Predict**: draw both over the index, on the evening of the sale and at expiry. Where do they part?

# %%
sold = condors["downside"]
surface = alvh.surface_of(market, sold.date)
now = sold.book.greeks(market, sold.date)
value, spot = lesson.matching_pool(now.gamma, surface.spot), float(surface.spot)
index = np.linspace(0.8 * spot, 1.2 * spot, 321)
pool = lesson.pool_profit(value, index / spot - 1)
fees = now.theta * (sold.expiry - sold.date).days
evenings = {
    "evening of the sale": (
        positions.profit_over_spot(sold.book, surface, sold.date, index),
        pool,
    ),
    "expiry": (
        positions.profit_over_spot(sold.book, surface, sold.expiry, index),
        pool + fees,
    ),
}
plots.show(*figures.hills(index, evenings))

# %% [markdown]
# On the evening of the sale both bend alike at the spot: that is how the pool was sized. But the condor *leans*: its top lies below the spot, because it was born with a drift. Further out the pool goes on losing, and the condor meets its wings. At expiry the pool still
# is a parabola, and the condor a plateau with two slopes and two floors.
#
# Now along the real paths. The dotted line answers a question of its own: what would the condor have been worth, had VIX stayed where it was at the sale and only index and calendar moved?

# %%
pools = {kind: lesson.along_path(sold, lives[kind]) for kind, sold in condors.items()}
plots.show(*figures.beside_pools(pools))

# %%
worst = {}
for kind, table in pools.items():
    evening = table["gap"].iloc[:-1].abs().idxmax()
    worst[f"{kind}, {evening:%Y-%m-%d}"] = table.loc[evening, "condor":"by the rest"].drop(
        "still"
    )
neat(pd.DataFrame(worst).T, "+.0%")

# %%
for kind, table in pools.items():
    before = table.iloc[:-1]
    longs, pays = (before["gamma"] > 0).sum(), (before["theta"] < 0).sum()
    most = before["by VIX"].abs().max()
    print(
        f"{kind:>9}: {len(before)} evenings, gamma positive on {longs:2d}, theta negative on {pays:2d}"
    )
    print(f"{'':>9}  VIX made at most {most:.0%} of the wing")

# %%
columns = ["spx", "gamma", "theta", "matching_value", "fee_rate", "fair_rate"]
formats = {"gamma": ".3f", "fee_rate": ".2%", "fair_rate": ".2%"}
neat(pools["downside"].iloc[:-1][columns].iloc[::4], formats)

# %% [markdown]
# **Explain**. Read the last rows first: far beyond its short put the downside condor has gamma and theta of the *opposite* sign. There it pays for each day and hopes for movement, as no pool ever does; a fee rate has no meaning there. That is the floor, seen from inside.
#
# The table of gaps sorts the reasons on the worst evening of each: the first delta (the lean), VIX, and the rest: wings, and a gamma that grows near the shorts as the days run out. On those evenings VIX explains next to nothing; on others it made up to 17 % of the wing. Is that so in general?

# %%
misses = lesson.pool_misses(history, [0, 0.1, 0.25, 0.5, 0.75, 1, 1.5, np.inf])
neat(
    misses.rename_axis("drift since the sale"),
    dict.fromkeys(misses.columns[1:], ".1%"),
)

# %% [markdown]
# Median sizes over all evenings of all condors, in percent of the wing. While the index has moved less than a quarter of half the shorts' distance since the sale, condor and pool differ by two to four percent of the wing. That is where the analogy holds. From 0.75 on the gap is a fifth of the wing and more, about as much as the whole credit.
#
# One surprise: up to a drift of 1, taking VIX *out* makes the gap wider. A condor leans against rises and is short volatility; when the index rises, VIX falls, and the two errors partly cancel. So of the three reasons, lean and wings are large, and VIX is small and often helps.
#
# And *impermanent*? Of all condors that drifted so far at some close:

# %%
farthest = np.where(history.live, np.abs(history.drift), 0).max(axis=1)
for level in (0.5, 0.8, 1.0, 1.25, 1.5):
    some = farthest >= level
    kept = (history.settled[some] >= 0).mean()
    print(
        f"Drift {level:.2f} or more at some close: {some.sum():3d} condors, {kept:.0%} ended without a loss"
    )

# %% [markdown]
# So of those that drifted to 0.8, about three in five came back in time. But a pool can wait for the price to come back, and a condor cannot: at expiry every loss becomes permanent. And the further out, the less comes back.
#
# ## 4. How often they fire, and what followed
#
# **Predict**: after drift has passed 0.8, does it pay on average to close at once, or to hold?

# %%
first = lesson.drift_alarms(history, thresholds)
first.insert(0, ("sale", "all"), 0.0)  # no alarm at all, to compare with
draws = risk.block_counts(
    len(history), min(26, len(history)), 1000, np.random.default_rng(4)
)
followed = lesson.what_followed(history, first, draws)


# %%
def with_interval(table, name):
    """A share and its interval in one text, such as 42% (36 to 47)."""
    ends = 100 * table[[f"{name}_low", f"{name}_high"]].to_numpy()
    told = ["" if np.isnan(low) else f" ({low:.0f} to {high:.0f})" for low, high in ends]
    return ["-" if np.isnan(x) else f"{x:.0%}{end}" for x, end in zip(table[name], told)]


shown = one_name(followed[["fired", "at_sale", "session", "vix_change", "mark"]])
for name in ("share", "vix_rose", "lost"):
    shown[name] = with_interval(followed, name)
neat(shown, {"vix_change": "+.1f", "mark": "+.0%"})

# %% [markdown]
# Every row has its count. Intervals come from resampling blocks of 26 neighbouring condors, half a year of sales.
#
# - The upper 0.12 fires on the evening of the sale, for nearly all. It is no alarm, it is a description of a condor sold by delta.
# - Upside alarms are two to three times as frequent as downside alarms, because the call is nearer.
# - At upside alarms (0.5, 0.8, distance) VIX had *fallen* since the sale in about nine cases of ten; at downside alarms it had risen in nearly all. Whoever answers an upside drift with long volatility buys what has just become cheaper, and what loses if the drift goes on. The source says that directional moves
#   lift volatility; one direction does. What the hedge itself makes of this is claim K11, in a later notebook.
# - After an upside alarm at 0.8 a loss is more likely than before. But the mark has already paid for that: what counts is what comes *after*.

# %%
plots.show(*figures.after_alarms(followed))

# %% [markdown]
# **Explain**: none of these alarms says whether to hold or to close. From the alarm to expiry the condor made about nothing, like every condor from its sale, and the intervals reach several percent of the wing to both sides. An alarm tells where you are; the price knows it too. So what do alarms buy?

# %%
verdicts = lesson.judge(history, thresholds)
neat(verdicts, {"mean": "+.1%", "worst": "+.0%"})

# %% [markdown]
# Each row closes at the first alarm of that threshold, at mid, without costs. `false` counts alarms after which the condor settled without a loss, `missed` losses without an alarm. Closing changes the mean by less than the figure above can tell, but it halves the worst case. So a threshold is a tool for the size of losses, not for
# the mean; what it costs are the false alarms (at 0.8 three of five) and the trading. Closing at 0.12 is closing at the sale.
#
# ## 5. What is "12 %"?
#
# The source's example: 30 days, shorts at 0.15 delta, an upside drift of 12 %. Of what? It does not say. Here are eight ways to read it, on one day. *A year, as a trend* is drift as textbooks use the word: growth at 12 % a year, by the end of the 30 days. *More delta* means that the delta of the
# short has grown by 0.12, at once and with VIX unchanged. The others are distances.

# %%
P2_DAYS, P2_DELTA, P2_SHARE = 30, 0.15, 0.12


def either_way(centre, distance):
    """Levels that lie `P2_SHARE` of a distance above and below a centre."""
    return centre + P2_SHARE * distance, centre - P2_SHARE * distance


# %%
def readings(surface, strikes, time):
    """Index levels (up, down) for each way to read the drift, of one condor or many."""
    spot, (_, put, call, _) = surface.spot, np.moveaxis(np.asarray(strikes), -1, 0)
    half, trend = (call - put) / 2, np.exp(P2_SHARE * time)
    move = alvh.expected_move(spot, surface.atm_vol(time), time)
    way = spot + P2_SHARE * (call - spot), spot - P2_SHARE * (spot - put)
    # The smile slides along with the index: a delta depends on strike / index only.
    more = positions.surface_strike_for_delta(
        surface, P2_DELTA + P2_SHARE, ["p", "c"], time[..., None]
    )
    return {
        "of the index": either_way(spot, spot),
        "a year, as a trend": (spot * trend, spot / trend),
        "of one expected move": either_way(spot, move),
        "of the way to the short strike": way,
        "of half the shorts' distance, from the middle": either_way((put + call) / 2, half),
        "of half the shorts' distance, from the sale": either_way(spot, half),
        "of the shorts' distance, from the sale": either_way(spot, 2 * half),
        "more delta on the short": (spot * call / more[..., 1], spot * put / more[..., 0]),
    }


# %%
day = example_day
expiry = alvh.next_spx_expiry(day.date, P2_DAYS)
surface = alvh.surface_of(market, day.date)
points = max(5 * round(wing * day.spx / 5), 5)
example = alvh.iron_condor(
    market, expiry, date=day.date, short_delta=P2_DELTA, wing_points=points
)
time = np.array((expiry - day.date).days / 365)
levels = readings(surface, example.strikes, time)
shorts = {"short put": example.strikes.short_put, "short call": example.strikes.short_call}
print(f"Shorts {shorts['short put']:,.0f} and {shorts['short call']:,.0f}")
print(
    f"Sold {day.date:%Y-%m-%d} at {day.spx:,.0f}, credit {100 * example.credit:,.0f} dollars"
)
plots.show(*figures.readings(levels, day.spx, shorts, P2_SHARE))

# %%
p2 = lesson.condors_of_history(market, days=P2_DAYS, short_delta=P2_DELTA, wing=wing)
top, bottom = np.nanmax(p2.spx[:, 1:], axis=1), np.nanmin(p2.spx[:, 1:], axis=1)
seen = [
    ((top >= up).mean(), (bottom <= down).mean())
    for up, down in readings(p2.surface, p2.strikes, p2.years).values()
]

# %%
ups = np.array([float(up) for up, _ in levels.values()])
meaning = pd.DataFrame(
    {
        "index": ups,
        "move": ups / day.spx - 1,
        "drift": positions.condor_drift(ups, example.strikes),
    },
    list(levels),
)
meaning["mark"] = positions.profit_over_spot(example.book, surface, day.date, ups)
meaning["at expiry"] = positions.profit_over_spot(example.book, surface, expiry, ups)
meaning[["seen up", "seen down"]] = seen
neat(
    meaning.rename_axis("12 % ..."),
    {"move": "+.1%", "drift": "+.2f", "seen up": ".1%", "seen down": ".1%"},
)

# %% [markdown]
# `mark` is the condor's profit in dollars if the index were there the same evening, VIX unchanged; `seen` counts 30-day condors of the whole history whose index closed that far or farther before they were over.
#
# **Explain**: the eight readings fall into two groups.
#
# - *Of the index.* The only one that takes the words as they stand, and the only one that matches the pool's "price moved by 12 %". The index is then far beyond the wing: most of the largest loss is there at once, and all of it at expiry. An upside move of that size within 30 days was seen by about one condor in seventy:

# %%
high = top >= (1 + P2_SHARE) * p2.surface.spot
print(
    f"{len(p2):,} condors of {P2_DAYS} days; median drift at the sale {np.median(p2.drift[:, 0]):+.2f}"
)
print(
    f"Index 12 % up within their life: {high.sum()}, sold in {sorted(set(p2.sales[high].year))}"
)
print(f"VIX at those sales: {p2.vix[high, 0].min():.0f} to {p2.vix[high, 0].max():.0f}")
print(f"Their mean result: {p2.settled[high].mean():.0%} of the wing")

# %% [markdown]
# Those were rallies out of crashes, when VIX was high and strikes lay far away; a calm market gives none.
#
# - *All the others.* The index moves by little more than one percent at most, which most 30-day condors see; it stays inside the shorts, and a condor held to expiry there keeps its whole credit. One of them, rule R4's own reading from the middle, lies *below* the spot: a condor that leans fires it at once.
#
# The course keeps 0.12 as the first default level, because a rule needs some number. But whoever quotes "12 % drift" without its unit has said nothing that can be tested: between the readings lies everything from an ordinary day to a lost condor.
#
# ## 6. Play
#
# Any condor of the history, with one level of drift. First the downside condor as it was:

# %%
view = {"days": days, "short_delta": delta, "wing": wing}
plots.show(
    *widgets.drift_view(
        market,
        sale=condors["downside"].date,
        levels=thresholds.drift,
        moves=thresholds.moves,
        **view,
    )
)

# %% [markdown]
# Now yours. Find a sale for which the pool ends better than the condor, and one for which the alarm came after the damage.

# %% tags=["nbval-ignore-output"]
widgets.drift_explorer(market, condors["downside"].date, **view, thresholds=thresholds)


# %% [markdown]
# ## What breaks this: an alarm needs an evening, and a model needs trust
#
# An alarm at a close helps if there is another close before the short strike is passed. In a fall there often is not:

# %%
def notice(side, session):
    """How early an alarm came before the first close beyond the short strike of its side."""
    beyond = history.drift > 1 if side == "up" else history.drift < -1
    breach = np.where(beyond.any(axis=1), beyond.argmax(axis=1), np.nan)
    breached, lead = ~np.isnan(breach), breach - session.to_numpy()
    early = lead > 0
    return {
        "breaches": breached.sum(),
        "on_time": early.sum() / max(breached.sum(), 1),
        "sessions": np.median(lead[early]) if early.any() else np.nan,
        "false": (session.notna() & ~breached).sum(),
    }


# %%
warned = {name: notice(name[1], session) for name, session in first.iloc[:, 1:].items()}
warned = pd.DataFrame.from_dict(warned, orient="index")
neat(one_name(warned), {"on_time": ".0%", "sessions": ".1f"})


# %% [markdown]
# `breaches` are condors with a close beyond the short strike of that side, `on_time` the share of them with the alarm on an earlier close, `sessions` the median notice of those, `false` alarms without a breach. On the upside 0.8 nearly always warned in time. On the downside it failed in one case of three, and the usual notice was two
# sessions: falls jump over the last fifth. There the *distance* does better, 88 % and three sessions, because VIX rises with the fall; it pays with more false alarms. Rises creep and falls jump: one level for both sides warns well on one of them and late on the other.
#
# How much of section 4 is the model? The same alarms (outermost level) with all volatilities a tenth lower or higher, and with third Fridays only:

# %%
def after_with(other, block):
    """What followed the outermost level, and every sale, for other condors."""
    outer = lesson.drift_alarms(other, positions.Thresholds(thresholds.drift[-1:], moves=0))
    outer.insert(0, ("sale", "all"), 0.0)
    draws = risk.block_counts(
        len(other), min(block, len(other)), 1000, np.random.default_rng(4)
    )
    found = lesson.what_followed(other, outer, draws)[
        ["fired", "after", "after_low", "after_high"]
    ]
    return found.assign(start=np.median(other.drift[:, 0])).droplevel(0)


recipe = {"days": days, "short_delta": delta, "wing": wing}
cases = {
    "VIX x 0.9": (lesson.condors_of_history(market, **recipe, vix_factor=0.9), 26),
    "as is": (history, 26),
    "VIX x 1.1": (lesson.condors_of_history(market, **recipe, vix_factor=1.1), 26),
    "third Fridays": (lesson.condors_of_history(market, **recipe, weekly=False), 6),
}
leans = one_name(pd.concat({name: after_with(*case) for name, case in cases.items()}))
neat(leans, {"start": "+.2f", "after": "+.1%", "after_low": "+.1%", "after_high": "+.1%"})

# %%
at_deltas = ["p16", "atm", "c16"]
bias = fit_errors(statistic="bias")[at_deltas].add_suffix(" bias")
print(
    "Model less quotes in vol points, 11 to 63 days to expiry: root mean square, and mean (bias)"
)
neat(
    fit_errors()[["smiles", *at_deltas]].join(bias),
    {"smiles": "d"} | dict.fromkeys([*at_deltas, *bias], ".2f"),
)

# %% [markdown]
# **Explain**: the drift at the sale stands firm. The profits do not. A tenth of volatility moves every mean by several percent of the wing, to both sides of zero, alarm or not; and the third Fridays alone, a fifth of the condors, gave a worse upside than all Fridays. With so many intervals on one page one or two would miss zero by luck. The model's
# error against quotes is of that size: below VIX 17 about one vol point, and rather too dear than too cheap, which points towards the first rows. So: *whether closing at an alarm pays on average cannot be told here.* That closing early bounds the worst case, and that upside alarms come with a fallen VIX, can.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers or dates, whatever you changed above. Solutions are folded below each exercise.
#
# ### 04.1 Drift by hand
#
# A condor has the strikes 3900/3950/4350/4400 and the index stands at 4260. What is its drift?

# %%
drift_now = ...
check("04.1", drift_now)

# %% tags=["solution"]
# Solution of 04.1
solution("04.1", float(positions.condor_drift(4260, (3900, 3950, 4350, 4400))))

# %% [markdown]
# ### 04.2 Distance
#
# The same condor has 20 calendar days left, and the at-the-money volatility is 0.16. How many expected moves is the short call away from the index?

# %%
moves_away = ...
check("04.2", moves_away)

# %% tags=["solution"]
# Solution of 04.2
solution("04.2", (4350 - 4260) / (4260 * 0.16 * np.sqrt(20 / 365)))

# %% [markdown]
# ### 04.3 Impermanent loss
#
# A constant-product pool sees its price rise by 69 %. What is its impermanent loss, as a signed share of what holding would be worth?

# %%
pool_loss = ...
check("04.3", pool_loss)

# %% tags=["solution"]
# Solution of 04.3
solution("04.3", 2 * np.sqrt(1.69) / 2.69 - 1)

# %% [markdown]
# ### 04.4 The day of the alarm
#
# A condor 1920/1950/2180/2210 that expires on 2015-09-18 is sold on 2015-08-04. How many *calendar days* later is the first close at drift 0.8 or beyond, on either side? *Hint*: `positions.drift_path` takes a window of the market, and
# `positions.first_crossings` a `positions.Thresholds`. Look at the closes around that day, too.

# %%
days_to_alarm = ...
check("04.4", days_to_alarm)

# %% tags=["solution"]
# Solution of 04.4
august = positions.drift_path(
    market.window("2015-08-04", "2015-09-18"), (1920, 1950, 2180, 2210), "2015-09-18"
)
alarm = positions.first_crossings(august, positions.Thresholds((0.8,), moves=0))[
    "date"
].iloc[0]
solution("04.4", (alarm - august.index[0]).days)

# %% [markdown]
# ### 04.5 Design a set of thresholds, then see it judged
#
# Decide *before* you look: which levels of drift, and how many expected moves (0 for none)? You may count the drift from the sale instead of from the middle (`since_sale=True`). Write down, too, what you expect. The judge is an episode that this notebook has not shown: the condors sold and settled
# around April 2025. Your first look is your only blind one.

# %%
my_levels = ...
my_moves = ...
lesson.design_result(my_levels, my_moves, since_sale=False)

# %% [markdown]
# The columns are those of section 4; the last two give the same set over the whole history. Then a question with one answer, whatever you chose: in this episode, how much better than *holding* was *closing at drift 0.5* (no distance), on average, in percent of the wing?
# *Hint*: `lesson.judge(lesson.episode_condors(), positions.Thresholds((0.5,), moves=0))`.

# %%
closing_less_holding = ...
check("04.5", closing_less_holding)

# %% tags=["solution"]
# Solution of 04.5
judged = lesson.judge(lesson.episode_condors(), positions.Thresholds((0.5,), moves=0))[
    "mean"
]
solution("04.5", 100 * (judged["0.5"] - judged["hold"]))

# %% [markdown]
# Compare that with the two rows of section 4 for all condors. An episode is a good place to sell a rule, and a bad one to choose it.
#
# ## Take-aways
#
# - Drift = (index - middle of the shorts) / half their distance. A condor sold by delta begins at about a fifth, upwards: levels below that have fired at the sale.
# - Distance in expected moves knows VIX and the clock; drift knows only the index.
# - Near the sale a condor is a pool with leverage, and theta is its fee. Then it leans, meets its wings and its expiry; VIX is the smaller break.
# - Thresholds bound the worst case. In this model and without costs they left the mean about where it was, and the model cannot tell more.
# - On the upside VIX has usually fallen when an alarm comes; on the downside it has risen, and the index may jump over the last level.
# - A percentage without its "of what" is no rule.
#
# ## Sources
#
# - Rules R4 and R5, and the example of section 5: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark"), the page on a condor that drifts like impermanent loss.
# - G. Angeris, H.-T. Kao, R. Chiang, C. Noyes and T. Chitra, "An analysis of Uniswap markets" (2019): constant-product pools.
# - J. Milionis, C. Moallemi, T. Roughgarden and A. L. Zhang, "Automated Market Making and Loss-Versus-Rebalancing" (2022): a pool's gamma and its fair fee.
# - D. Politis and J. Romano, "A circular block-resampling procedure for stationary data" (1992).
# - The surface and its errors: notebook 03.
# - Data: see [data/README.md](../data/README.md).
