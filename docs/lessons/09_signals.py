# %% [markdown]
# # Ask whether the signals see a storm coming
#
# After this notebook you can compute an RSI by hand, tell how often each of fifteen signals was right and how much of that is luck, and say what a quorum of them does to false alarms, to the bill for the hedge and to ten storms.

# %% [markdown]
# ## What you'll do
#
# - Compute Wilder's RSI step by step, and show how much its formula decides.
# - Call the roll of fifteen voters: what each asks, when its figure is known, when it abstains.
# - Measure what followed their calls against what followed any day (K12), with intervals, and count what luck alone would bring.
# - Test the quorum (K16) and the macro signals (K17) on signals and on the account.
# - Read the votes of any day from a dashboard that shows no later day.
#
# ## What you need
#
# [04 Drift](04_drift.ipynb), [06 VIX instruments](06_vix_instruments.ipynb) and [08 Layer sizing](08_layer_sizing.ipynb). Time: 75 minutes, 20 of them for the exercises.
#
# Sections 1 to 3 lean on published closes, settlements and macro figures alone (growth and producer prices as later revised). Sections 4 to 6 also replay accounts, whose options are marked by a model; its error, and an assumed smile of VIX options, are in every dollar there.

# %% tags=["imports"]
from dataclasses import replace

import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import risk, signals, simulation
from alvh_helpers.course import check, neat, parameter, plots, solution
from alvh_helpers.course import nb09_signals as lesson
from alvh_helpers.course.nb09_signals import figures, widgets

# %% [markdown]
# The knobs. `HAND_DAY` ends the stretch that is computed by hand, `YEAR` is the year of the first picture. `LEVEL` is the RSI of VIX above which it calls (60 in the source). A *storm* begins on the first day of an episode on which VIX rises by `JUMP` points. A *spike* follows a day when VIX closes
# `RISE` points higher within `AHEAD` sessions. `QUORUM` is how many must call, `COSTS` multiplies the costs of trading, `DASHBOARD_DAY` is the day of the dashboard, `DRAWS` is how often history is resampled.

# %% tags=["parameters"]
# change me
HAND_DAY = "2018-02-06"
YEAR = 2011
LEVEL = 60
JUMP = 3.0
RISE = 5.0
AHEAD = 20
QUORUM = 3
COSTS = 1.0
DASHBOARD_DAY = "2018-02-02"
DRAWS = 500

# %%
facts = alvh.load_daily_market()
market = facts.market
hand_day, dashboard_day = market.day(HAND_DAY).date, market.day(DASHBOARD_DAY).date
year = parameter("YEAR", YEAR, 2008, 2025, whole=True)
level = parameter("LEVEL", LEVEL, 50, 70)
jump = parameter("JUMP", JUMP, 1, 15)
rise = parameter("RISE", RISE, 1, 15)
ahead_days = parameter("AHEAD", AHEAD, 11, 63, whole=True)
quorum = alvh.Quorum(parameter("QUORUM", QUORUM, 2, 6, whole=True))
costs = parameter("COSTS", COSTS, 0, 10)
draws = parameter("DRAWS", DRAWS, 20, 5000, whole=True)
if market.sessions.get_loc(hand_day) < 30:
    raise alvh.CourseError(
        f"HAND_DAY {HAND_DAY}: the index needs some weeks of history before it"
    )

# %%
cast = alvh.votes(market, signals.TechnicalRules(vix_rsi=level))
called = cast.table
technical, fundamental = (list(cast.of_kind(kind)) for kind in ("technical", "fundamental"))
spikes = {h: lesson.spike_ahead(market, rise, h) for h in (5, 10, ahead_days)}
spikes = pd.DataFrame(spikes, market.sessions)
spiked = spikes[ahead_days].to_numpy()
counts = risk.block_counts(len(market), 126, draws, np.random.default_rng(9))
many, edge, account_edge = (
    min(20 * draws, 20_000),
    lesson.EDGE,
    lesson.ACCOUNT_EDGE,
)
print(
    f"{len(called):,} days, {len(technical)} technical and {len(fundamental)} fundamental voters"
)
print(
    f"VIX closed {rise:g} higher within {ahead_days} sessions of {np.nanmean(spiked):.0%} of all days"
)
print(
    f"At the edge: a bound within {edge:.1%} of zero, or of an account within {account_edge:.1%} a year"
)


# %% [markdown]
# That share of all days is the bar. Whoever calls every day, or throws a coin, is right that often.
#
# Every interval holds 95 % of resampled histories. On signals the draws lay end to end blocks of half a year, on accounts blocks of random length, 63 sessions on average. *Surely* means that the interval keeps off zero by more than the edge printed above. Nearer than that, another seed or longer blocks would move a bound across, and we say *at the edge*.
#
# ## 1. One signal by hand
#
# The relative strength index of J. Welles Wilder (1978) asks one question: of all that a price moved lately, what share went up? It keeps two averages, of rises and of falls. The first is a plain mean of 14 changes, the *seed*; after that, each day's rise (or 0) replaces a fourteenth of the average.
#
# RSI = 100 x average rise / (average rise + average fall)
#
# **Predict**: VIX rises from 17 to 37 in a day. The index cannot exceed 100. Where does it stand that evening?

# %%
def averages_by_hand(closes, days=14):
    """Wilder's average rise and fall, from the seed on."""
    changes = np.diff(closes)
    rise, fall = (np.maximum(side * changes[:days], 0).mean() for side in (1, -1))
    rows = [(rise, fall)]
    for change in changes[days:]:
        rise += (max(change, 0) - rise) / days
        fall += (max(-change, 0) - fall) / days
        rows.append((rise, fall))
    return np.array(rows)


# %%
vix = market.table["vix"]
by_hand = averages_by_hand(vix.to_numpy())
hand = pd.DataFrame({"VIX": vix, "change": vix.diff()})
hand.loc[hand.index[14:], ["average rise", "average fall"]] = by_hand
hand["RSI"] = 100 * hand["average rise"] / (hand["average rise"] + hand["average fall"])
crossed = signals.activations(hand["RSI"] > level)
hand["calls"] = np.where(hand["RSI"] > level, np.where(crossed, "crosses", "above"), "")
print(
    "Same as the package:",
    bool(np.allclose(hand["RSI"], signals.rsi(vix.to_numpy()), equal_nan=True)),
)
columns = {
    "VIX": ".2f",
    "change": "+.2f",
    "average rise": ".3f",
    "average fall": ".3f",
    "RSI": ".1f",
}
neat(hand[:hand_day].tail(16), columns)

# %% [markdown]
# **Explain**: on 2018-02-05 VIX rose by 20 points, the average rise by a fourteenth of the way to 20, and the index came to 91. The stretch is the signal at its best: it crossed 60 on 2018-01-29, five sessions before that day. It had also crossed on 2018-01-16, and taken it back on 2018-01-19. We chose the stretch because we know what came; section 3 counts them all.
#
# Why does the seed matter? Because whoever downloads some weeks of closes and computes an RSI gets another number than who has years. Start the computation on a later day, and see how far it is off:

# %%
starts, whole = range(100, len(vix) - 260, 25), signals.rsi(vix.to_numpy())
off = [
    np.abs(signals.rsi(vix.to_numpy()[s : s + 250]) - whole[s : s + 250]) for s in starts
]
seeds = pd.DataFrame(off).iloc[:, [14, 21, 42, 63, 126]].agg(["median", "max"]).T
seeds.index = [f"{n} sessions in" for n in seeds.index]
neat(seeds, ".2f")

# %%
change = np.r_[np.nan, np.diff(vix.to_numpy())]
up, down = (pd.Series(np.maximum(side * change, 0)) for side in (1, -1))
mean, weighted = (lambda x: x.rolling(14).mean()), (lambda x: x.ewm(span=14).mean())
kinds = {"Wilder, 1/14": pd.Series(whole)}
kinds |= {
    name: 100 * f(up) / (f(up) + f(down))
    for name, f in (("plain mean of 14", mean), ("exponential, 2/15", weighted))
}
kinds = pd.DataFrame(kinds).iloc[15:]
above = kinds > level
formulas = pd.DataFrame(
    {
        "days above": above.sum(),
        "runs": [signals.activations(above[k]).sum() for k in above],
    }
)
formulas["of Wilder's days"] = [(above[k] & above["Wilder, 1/14"]).sum() for k in above]
neat(formulas)

# %% [markdown]
# **Explain**: the seed is forgotten after about three months. On its first day, after nearly three weeks of data, the index is off by some five points in the middle and by 32 in the worst case; after a month still by three and 24, enough to be on the other side of 60. The *formula* is not forgotten at all: two other averages that also go by the name of RSI(14) are above 60 on two thirds to three quarters more days. A threshold belongs to one formula. Here it is
# Wilder's, and all averages start on the first day of the history in 2007.
#
# Now three signals of different kind through one year: the RSI of VIX; the MACD of the term structure vx4/vx1 (an average of 12 days less one of 26, less its own average of 9: below zero, the curve flattens); and the advance-decline line, whose call is a divergence: the index stands high and the line does not follow.
#
# **Predict**: a triangle marks the first day of each run of calls. Of all triangles in this year, how many were followed by a spike?

# %%
plots.show(*figures.year_of_signals(market, cast, year, rise, ahead_days))

# %% [markdown]
# **Explain**: filled triangles, half of them, stand before the rise in March and before August. It looks like foresight until you read the end of the title: in that year a spike followed two days of five anyway, since VIX went from 15 to 48. A picture of one stormy year flatters everything that ever calls.
#
# ## 2. The roll call
#
# Rules R6 and R7 name fifteen voters. A vote is 1 (hedge), 0 (no) or an abstention, when there are no data. The source does not always say which *sense* of an indicator calls; our readings are these. (The dividend-discount value is Gordon's: dividends of the next year / (required return - growth). The denominator is not guessed; it is what the market itself paid, the mean of dividend / price over five years before. So the signal says how far today's dividend / price lies below that mean.)

# %%
for signal in cast.signals:
    print(f"{signal.name:>10}: {signal.measure.rstrip(',')}; calls when {signal.rule}")

# %%
roll = signals.roll_call(cast)
clusters = lesson.clusters(called)
listing = roll[["known", "votes", "calls", "first", "last"]].copy()
listing[["first", "last"]] = listing[["first", "last"]].apply(
    lambda x: x.dt.strftime("%Y-%m-%d")
)
listing[["days", "runs", "mean run", "longest", "again"]] = clusters[
    ["days", "runs", "mean_run", "longest", "again"]
]
neat(listing, {"calls": ".0%", "mean run": ".1f", "again": ".0%"})

# %% [markdown]
# `known` is the publication lag: a monthly figure counts from the day in that column, later than it is published in the ordinary course of things. `again` is the share of calls followed by another call on the next session.
#
# **Explain**: look at `runs`. The technical voters have begun to call between 137 and 224 times; the fundamental ones between 6 and 24 times. GDP called on 626 days, but that is *six* events. Whoever counts days has hundreds of observations; whoever counts events has six. Resampling blocks of half a year respects that, and for six events even it is optimistic.
#
# And one voter has seen the future. Growth is a single late vintage, as revised years later, and the lag knows nothing of the government shutdown of winter 2018-19. Its calls, with the z-score that is stored:

# %%
growth = cast.numbers["gdp"][called["gdp"] > 0]
run = np.cumsum(signals.activations(called["gdp"].to_numpy()))[
    (called["gdp"] > 0).to_numpy()
]
for _, days in growth.groupby(run):
    print(
        f"{days.index[0]:%Y-%m-%d} to {days.index[-1]:%Y-%m-%d}: z {', '.join(f'{x:+.2f}' for x in days.unique())}"
    )
others = called.loc["2025-02":"2025-04", [x for x in fundamental if x != "gdp"]]
print(
    "Calls of the other fundamental voters, February to April 2025:",
    int((others > 0).sum().sum()),
)

# %% [markdown]
# As far as is publicly known, two of these would not have been called on the figures printed at the time: the run from 2019-02-01 (which was also published later than the lag supposes) and the first three months of the one from 2025-02-03, when nobody else on the fundamental side called. That is look-ahead, and the data cannot undo it; [data/README.md](../data/README.md) says what is revised and what came late. Below, growth is also left out: of the quorums' record, of the sale of March 2025 and of an account.

# %%
jumps = lesson.first_jumps(market, jump)
plots.show(*figures.vote_strip(cast, jumps))

# %% [markdown]
# **Explain**: four MACDs are on half of the time, by construction, and flicker. The two RSIs are on in one day of nine. Breadth has no source for 2016 and after early 2020, and abstains. From November 2023 on voters fall silent one by one, first those of dividends, earnings and the dollar, since their data end: on the last day 7 of 15 are left, and a quorum of 3 is then asked of half as many. "k of n" without n says little.
#
# ## 3. When was each of them right?
#
# ### VIX RSI above 60 (claim K12)
#
# The source: a VIX RSI above 60 announces a spike. Our definition: after such days (or after the first day of each run) VIX must surely rise more than after any day, or at least surely spike more often (close `RISE` points higher at least once), within 5, 10 and 20 sessions. All three: supported. Some: it depends on the horizon. None, and both surely the other way: not supported; else not decided.
#
# **Predict**: VIX has just gone up for days. Over the next month, does it go on, or come back?

# %%
k12 = lesson.vix_rsi_study(market, called["vix_rsi"], list(spikes), rise, counts)
plots.show(*figures.k12_moves(k12, level))

# %%
moved = k12.set_index(["sessions", "event", "instrument"])
moved = moved[
    ["days", "mean", "all", "low", "high", "like", "beyond", "beyond_low", "beyond_high"]
]
neat(moved, dict.fromkeys(moved.columns[1:], "+.2f"))

# %% [markdown]
# `low` and `high` bound the difference between the signal's days and all days; `like` is the mean of days of like VIX, and `beyond` the difference from those. Now spikes, the definition's second half; and below them the front future, the thing one can buy: the share of days on which it stood `RISE` points higher *at the end*.

# %%
like = lesson.like_days(market)
own_spikes = spikes.apply(lambda x: x - lesson.group_means(x.to_numpy(), like))
within = {}
for event in ("level", "crossing"):
    tables = [
        lesson.lift_table(
            called[["vix_rsi"]], y, counts, first=event == "crossing"
        ).droplevel("signal")
        for y in (spikes, own_spikes)
    ]
    beyond = tables[1][["lift", "low", "high"]].set_axis(
        ["beyond", "beyond_low", "beyond_high"], axis=1
    )
    within[event] = tables[0].join(beyond)
within = pd.concat(within, names=["event", "within"])
neat(within, dict.fromkeys(within.columns[1:], ".1%"))

# %%
future = (
    k12[k12["instrument"] == "vx1"]
    .set_index(["event", "sessions"])
    .sort_index(ascending=[False, True])
)
tails = ["tail", "tail_all", "tail_low", "tail_high"]
neat(future[["days", *tails]], dict.fromkeys(tails, ".1%"))

# %% [markdown]
# **Explain**: on average VIX fell, at every horizon (five sessions after a crossing by a hair). A part of that is what any high VIX does. What remains beyond days of like VIX is sure only for crossings, over 10 and 20 sessions. And yet within a *week* a spike was surely more frequent: 18.8 % of the days against 9.9 %. A part of that, too, is the high VIX: against days of like VIX the rest cannot be told from zero after a day above,
# and is at the edge after a crossing. Within 10 and 20 sessions nothing can be told. Such days are restless in both directions, and a fall is likelier.
#
# The front future cannot be told from other days by its mean. Its tail can: after a day above the level it stood 5 points higher more often than usual for two weeks (after 10 sessions 14.8 % against 5.8 %), and at the edge after 20 sessions; after a crossing surely for one week.
#
# ### All fifteen
#
# Now the same question to everybody: how much more often than after any day did VIX close `RISE` points higher at least once, within 5, 10 and 20 sessions?

# %%
record = lesson.lift_table(called, spikes, counts)
plots.show(*figures.lift_dots(record, list(spikes), rise, len(technical)))

# %% [markdown]
# Filled dots: surely off zero, record by record. How many would there be if nobody knew anything? By the book, 2.5 % of the records on each side. But the records are relatives (four MACDs, three horizons), so they err together. A better answer lets the *calendar slip*: all votes are moved by the same number of sessions, half a year or more,
# so they keep their runs and their kinship and lose only their tie with the market. Each shift is a world in which nobody knows anything.

# %%
moves = {h: lesson.forward_moves(market, h) for h in spikes}
outcomes = {
    "a spike follows": spikes,
    "a spike, less days of like VIX": own_spikes,
    "change of VIX": pd.DataFrame({h: x["vix"] for h, x in moves.items()}),
    "gain of the front future": pd.DataFrame({h: x["vx1"] for h, x in moves.items()}),
}
luck = {name: lesson.luck_table(called, y) for name, y in outcomes.items()}
shifts = len(luck["change of VIX"].better_by_luck)
print(
    f"By the book {len(record)} x 2.5 % = {0.025 * len(record):g} on each side; shifted worlds: {shifts:,}"
)
luck_rows = pd.DataFrame({name: found.row() for name, found in luck.items()}).T
luck_formats = {c: ".1f" for c in luck_rows if c.endswith("luck")} | {
    c: ".1%" for c in luck_rows if "chance" in c
}
neat(luck_rows, luck_formats)

# %% [markdown]
# `better`: records that fewer than one in forty of the shifted worlds reach, `worse` the same below; `luck`: how many a shifted world has on average; `luck at most`: in 95 % of them; `chance`: the share of shifted worlds with as many or more. (The dots above compare each record with its own resampled interval, this table with shifted worlds: two methods, so the counts differ a little.)
#
# **Explain**: this is not luck. Signals do tell days with more spikes ahead from days with fewer, also among days of like VIX. But read on. About the *change of VIX* they know something too, and mostly the opposite: half of the records are far too low, because a VIX that has risen comes back. And what they know about the gain of a front future **cannot be told from luck**: three records, and one shifted world in five has as many or more. A signal
# that is right about spikes need not be right about the price of protection.
#
# ### The storms themselves
#
# Averages are not what a hedger buys for. So: who called on the evening before VIX first rose by `JUMP` points in each of the ten episodes, and since when?

# %%
early = lesson.leads(called, jumps)
plots.show(*figures.storm_leads(early, jumps, len(technical)))

# %%
warned = lesson.warning_record(called, jumps, spiked)
forms = {"expected": ".1f", "luck": ".2f", "nothing_share": ".0%", "any_day": ".0%"}
neat(warned, forms)

# %% [markdown]
# `on_eve`: storms on whose eve it called, `expected`: how many a blind caller reaches who calls as often, `luck`: the chance that he reaches as many, `sooner`: median of the sessions it had stood by then. `firings`: runs of calls; `nothing`: those that no spike followed, beside the same share of any day.
#
# **Explain**: three of the MACDs stood before seven or eight of ten storms, and a blind caller before five. The VIX RSI stood before three, where one was to be expected. The best of fifteen has a chance of 5 %, and among fifteen blind callers one such is no surprise: ten storms cannot tell. December 2018 was announced by the MACD of VVIX alone, April 2025 by that and by growth as later revised, so on the figures of the day by that alone; property shares and the short rate were silent every time.
#
# The other side: about two thirds of all technical firings led to nothing, and that is the share of *any* day.
#
# ## 4. The quorum
#
# Rule R8, the "multi-sig": with T technical and F fundamental calls, a layer may be opened or made larger only when
#
# T + F >= k, T >= 1 and F >= 1.
#
# The source says that this avoids false hedges (K16). Fewer calls mean fewer false ones, that much is arithmetic. Our definition asks for more. *On signals*: the quorum is surely right more often than any day. *On the account*: it surely returns more than an account that asks nobody and holds a hedge that costs about as much. Supported if both hold at every k tried; not supported if both are surely the other way; depends if one of the two holds at more than half of them; else not decided. (Five numbers are tried, so that a single good one means little.)
#
# **Predict**: if fewer days pass the test, there are fewer false alarms. What else is there less of?

# %%
ks = (2, 3, 4, 5, 6)
by_quorum = lesson.quorum_votes(cast, {f"quorum of {k}": alvh.Quorum(k) for k in ks})


def surely(called, block=126, outcome=spiked):
    """Lift of calls with an interval from many draws, since these records lie near zero."""
    return lesson.block_intervals(called, outcome, block, many, np.random.default_rng(9))


curve = lesson.call_record(by_quorum, spiked).join(surely(by_quorum))
curve = curve.set_axis(pd.Index(ks, name="k"))
first = lesson.lift_table(by_quorum, spikes[[ahead_days]], counts, first=True)
plots.show(*figures.quorum_curves(curve, rise, ahead_days))

# %%
quorum_table = curve[
    [
        "activations",
        "on",
        "right",
        "base",
        "lift",
        "low",
        "high",
        "false_positive_rate",
        "warned",
    ]
].copy()
for name in ("called", "low", "high"):
    quorum_table[f"first day, {name}"] = first[name].to_numpy()
neat(quorum_table, dict.fromkeys(quorum_table.columns[1:], ".1%"))

# %% [markdown]
# **Explain**: left, the two lines fall together. A quorum of 6 is reached on 11 % of the quiet days, where one of 2 is on 57 %; and on 16 % of the days with a spike ahead instead of 61 %. It avoids false hedges mostly by avoiding hedges. Right, what is left over: each further call makes the quorum a little more often right, and at 4 and 5 the interval comes to the edge of the line of any day. No k is surely better. Judged by the first day of a run, when one would buy, none surely beats any day either.
#
# How much of that is growth, the voter with hindsight? Two remedies: silence it in the two stretches that nobody saw then, or leave it out. And blocks of a year:

# %%
stretches = [("2019-02-01", "2019-04-30"), ("2025-02-01", "2025-04-30")]
without_gdp = tuple(x for x in cast.names if x != "gdp")
silent = cast.table
for first_day, last_day in stretches:
    silent.loc[first_day:last_day, "gdp"] *= 0.0  # an abstention stays one
silent = signals.Votes(
    cast.signals, silent.to_numpy(), cast.numbers.to_numpy(), cast.sessions
)
seen = lesson.quorum_votes(silent, {k: alvh.Quorum(k) for k in ks})
left = lesson.quorum_votes(cast, {k: alvh.Quorum(k, without_gdp) for k in ks})
doubted = {
    "as stored": surely(by_quorum),
    "stretches silenced": surely(seen),
    "without growth": surely(left),
    "as stored, blocks of a year": surely(by_quorum, 252),
}
told = {
    n: [f"{r.lift:+.1%} ({r.low:+.1%} to {r.high:+.1%})" for r in t.itertuples()]
    for n, t in doubted.items()
}
neat(pd.DataFrame(told, pd.Index(ks, name="k")))

# %% [markdown]
# **Explain**: silencing what nobody saw takes the quorum of 5 from the edge back to where nothing can be told. Leaving growth out altogether does the same to 5 and makes 4 surely better. With blocks of a year none keeps off zero. Which k comes out on top hangs on a single voter and on the resampling, and that is a reason to believe in none of them.
#
# And on the eve of the storms?

# %%
neat(lesson.warning_record(by_quorum, jumps, spiked), forms)

# %%
quiet = (early.loc[fundamental] > 0).sum() == 0
standing_calls = (early.loc[technical] > 0).sum()
print("Storms without a fundamental call on the eve:", ", ".join(quiet.index[quiet]))
print(
    "Technical calls on those eves:",
    ", ".join(f"{n} {standing_calls[n]}" for n in quiet.index[quiet]),
)

# %% [markdown]
# On the eve of four storms no macro figure called (of five, counting April 2025, where it was growth as revised), so that no quorum with "at least one fundamental" could be reached, however many technical ones called. Before February 2018 there were five of them. (Consumer prices had called for three months, and stopped with the figure that became known on 2018-02-01, the eve.) A quorum of 4 or 5 stood before a storm or two more than a blind caller, which the blind caller reaches often enough himself (`luck`).
#
# ### What it does to the account
#
# A layer is not a signal. (Layers 1 and 2 hold calls and futures on VIX; Layer 3, *the engine*, buys VIX futures with capital of its own when VIX stands above 35; the quorum must let it in too. Notebook [10](10_second_engine.ipynb) is about it.) It opens when its own trigger and the quorum agree, and then stays while the trigger lives, and rolls. So the steward is replayed with other quorums. Less hedge costs less whatever brings it about; therefore two policies stand beside them that ask nobody and simply hold 60 or 40 % of the hedge.
#
# **Predict**: what happens to the largest drawdown when the quorum goes from none to 6?

# %%
steward = alvh.steward()


def smaller(share):
    """A steward that asks nobody and holds a share of Layers 1 and 2; the engine has capital of its own."""
    layers = [
        x if x.engine else replace(x, coverage=share * x.coverage, budget=share * x.budget)
        for x in steward.layers
    ]
    return replace(steward, quorum=None, layers=tuple(layers))


# %%
policies = {"none": replace(steward, quorum=None)}
policies |= {f"{k}": replace(steward, quorum=alvh.Quorum(k)) for k in ks}
policies |= {f"{share:.0%} of it": smaller(share) for share in (0.6, 0.4)}
policies |= {"unhedged": alvh.unhedged(steward)}
found = {name: alvh.outcome(policy, costs=costs) for name, policy in policies.items()}
accounts = lesson.account_table(found, np.random.default_rng(9), draws=draws)
plots.show(*figures.accounts(accounts, len(ks) + 1))


# %%
def account_rows(table):
    """The accounts with their differences and 95 % intervals in words."""
    told = table[["profit", "hedge_cost", "hedge_share", "hedged", "drawdown"]].copy()
    for word, form in (("more", "+.2%"), ("deeper", "+.1%")):
        rows = table[[word, f"{word}_low", f"{word}_high"]].to_numpy()
        told[word] = [
            f"{x:{form}} ({low:{form}} to {high:{form}})" for x, low, high in rows
        ]
    return neat(told, dict.fromkeys(["hedge_share", "hedged", "drawdown"], ".1%"))


account_rows(accounts)

# %%
pairs = {"4": "60% of it", "6": "40% of it"}
against = {}
for name, other in pairs.items():
    two, seed = {k: found[k] for k in (other, name)}, np.random.default_rng(9)
    against[f"{name} against {other}"] = lesson.account_table(two, seed, other, draws).loc[
        name
    ]
account_rows(pd.DataFrame(against).T)

# %% [markdown]
# `more` is the mean return a year above the account without a quorum, `deeper` the difference of the largest drawdowns, both with 95 % intervals; `hedged` is the share of days on which a layer gained or lost.
#
# **Explain**: the bill falls with the quorum, and the drawdown hardly changes. For quorums of 4 to 6 the gain over no quorum is sure, for 2 and 3 at the edge. But up to 5 calls the days hedged hardly fall: a layer that was let in stays. And the grey bars take the credit away. Who asks nobody and holds 60 % of the hedge pays about as little as with a quorum of 4, and who holds 40 % less than with 6; their returns and drawdowns cannot be told from the quorums'.
#
# What the layers made in each storm, out of a bill that is a loss on the whole:

# %%
made = {}
for name in ["none", *map(str, ks)]:
    layers = found[name].profit.drop(columns=["condors", "interest"]).sum(axis=1)
    storms = {x: alvh.EPISODES[x] for x in alvh.CRASHES}
    made[name] = {x: layers[storm.start : storm.end].sum() for x, storm in storms.items()}
plots.show(*figures.hedge_map(pd.DataFrame(made)))


# %% [markdown]
# **Explain**: two storms are most of it. In the autumn of 2008 every quorum made the same; in the spring of 2020 they made from 100 to 125 thousand, on accounts of different size. February 2018 is where asking paid. It is worth a look why:

# %%
def decisions(name, first, last):
    """What the layers of one account did and why, from day to day."""
    kept = simulation.episode_ledger(policies[name], costs=costs).decisions.set_index(
        "date"
    )
    kept = kept[kept["who"] != "condors"].loc[first:last]
    return [
        f"{day:%Y-%m-%d} {row.who} {row.what}: {row.why}" for day, row in kept.iterrows()
    ]


print("Without a quorum", *decisions("none", "2018-01-08", "2018-02-06"), sep="\n  ")
print("With a quorum of 4", *decisions("4", "2018-01-08", "2018-02-06"), sep="\n  ")

# %%
march = {"as stored": by_quorum, "without growth": left.set_axis(by_quorum.columns, axis=1)}
for name, table in march.items():
    row = table.loc["2025-03-20"]
    print(
        f"Reached before the sale of 2025-03-21, {name}:",
        ", ".join(row.index[row > 0]) or "none",
    )
for k in ("3", "5", "6"):
    opened = [x for x in decisions(k, "2025-04-01", "2025-04-30") if "L3 open" in x]
    print(f"The engine of quorum {k} opened in April 2025: {len(opened)}")


# %% [markdown]
# On 2018-01-10 a contract of Layer 1 was due. Without a quorum the layers had cost so much that the cost cap of rule R14 forbade another; a week later Layer 2 was sold, because the condors had no short vega left, and was not bought again. When the storm came the account held no hedge, and the engine opened a day after it. With a quorum of 4 there was money left for the roll, and Layer 2 opened again on 2018-01-19. So a quorum's thrift can buy protection, by way of the cap.
#
# April 2025 shows the reverse: before the sale of March only a quorum of 2 was reached, and that by growth as later revised; without growth none was. With 3 to 5 the layers made little. That 6 made more is mostly its engine, which opened once instead of twice.
#
# How much of this leans on costs and on the assumed smile of VIX options?

# %%
def quorum_pays(**how):
    """Bill of the layers without and with a quorum of 4, and the difference in return a year."""
    two = {name: alvh.outcome(policies[name], **how) for name in ("none", "4")}
    row = lesson.account_table(two, np.random.default_rng(9), draws=draws)
    bills = row["hedge_cost"].to_list()
    apart = row["profit"].diff().iloc[-1]
    return [*bills, apart, *row.loc["4", ["more", "more_low", "more_high"]]]


doubts = {
    "as above": quorum_pays(costs=costs),
    "twice the costs": quorum_pays(costs=2 * costs),
    "high smile": quorum_pays(costs=costs, smile=alvh.vix.BAND_SMILES["high"]),
}
doubts = pd.DataFrame(doubts, ["bill, none", "bill, 4", "apart", "more", "low", "high"]).T
neat(doubts, dict.fromkeys(["more", "low", "high"], "+.2%"))

# %% [markdown]
# Little: both accounts hold the same kind of thing, and the same condors or nearly, so that an error of their marks mostly cancels in the difference. The *bill* itself and the profits above lean on the model. Twice the costs raise the bill by 45 thousand without a quorum and by 82 thousand with 4, and leave the two accounts as many dollars `apart` as before; the percentage grows because both accounts are smaller.
#
# ## 5. Do the macro signals help? (claim K17)
#
# Our definition: macro votes help if the quorum of `QUORUM` is surely right more often with them than with technical voters alone (supported; surely less often: not supported; else not decided). Three ways to ask. First: take one voter away and see whether the quorum of `QUORUM` is right more or less often, on the same resampled histories. Second: does a technical call mean more when a fundamental one agrees? Third: replay the account with technical voters only.
#
# And a warning beside it. Right in the figure is each macro signal as published, and as a careless backtest would have it: the figure of a month counts *in* that month.
#
# **Predict**: which two signals gain most by looking ahead?

# %%
rules = {"all": quorum}
for name in fundamental:
    rules[f"without {name}"] = alvh.Quorum(
        quorum.k, tuple(x for x in cast.names if x != name)
    )
rules["technical only"] = alvh.Quorum(quorum.k, tuple(technical), fundamental=0)
ablation = lesson.ablation_changes(lesson.quorum_votes(cast, rules), spiked, counts)
ahead_of_time = alvh.votes(
    lesson.without_lags(market), signals.TechnicalRules(vix_rsi=level)
)
honest, cheating = (
    lesson.lift_table(x.table[fundamental], spikes[[ahead_days]], counts).droplevel(
        "outcome"
    )
    for x in (cast, ahead_of_time)
)
plots.show(*figures.macro_dots(ablation.drop("all"), honest, cheating))

# %%
neat(
    ablation[["on", "right", "lift", "change", "change_low", "change_high", "warned"]],
    ".1%",
)

# %%
help_rows = lesson.macro_help(cast, (2, 3, 4), spiked, like, counts)
help_forms = {c: ".1%" for c in help_rows if not c.startswith("days")}
neat(help_rows, help_forms)

# %%
usual, unhurried = policies[str(quorum.k)], replace(steward.scaling, pause=None)
asked = {
    "all 15 voters": usual,
    "without growth": replace(usual, quorum=alvh.Quorum(quorum.k, without_gdp)),
    "technical only": replace(usual, quorum=rules["technical only"]),
    "no pause": replace(usual, scaling=unhurried),
}
asked = {name: alvh.outcome(policy, costs=costs) for name, policy in asked.items()}
voters = lesson.account_table(asked, np.random.default_rng(9), "all 15 voters", draws)
account_rows(voters)

# %%
names = {
    f"as published, quorum of {quorum.k}": cast,
    "every figure in its own month": ahead_of_time,
}
peeking = pd.concat([lesson.quorum_votes(x, {n: quorum}) for n, x in names.items()], axis=1)
neat(surely(peeking), ".1%")

# %% [markdown]
# **Explain**: of the single voters only the real dollar's interval comes to the edge of zero, and it is the quorum *without* it that is better; with nine looks, one such is no surprise. Without all of them the quorum is right 3.8 points less often, and the interval holds zero. Technical calls were right more often when a fundamental one agreed, and those intervals hold zero as well. On the account the technical voters alone make no difference one could tell, and an account without growth is better at the edge: what growth knew too early did not help it.
#
# The right-hand panel is the lesson. As published, property shares and growth cannot be told from any day. With hindsight of a month or four they seem to be the best signals of all, because a crash *is* what makes the figure of its month. Hindsight does not flatter everybody: the P/E falls from +13.5 to -2.0 points, and consumer prices from +12.4 to +7.3. The whole quorum would look two and a half times as good, and surely better than any day, by forgetting a lag.
#
# ## 6. The pause on dislocated days (rule R24)
#
# Notebook 06 measured the z-score of VIX changes beyond what the index explains. Resizing pauses while it is beyond 2. When does that hit?

# %%
z = alvh.vix.dislocation(market)["z"]
paused, change = z.abs() > 2, market.table["vix"].diff()
reached = by_quorum[f"quorum of {quorum.k}"] > 0
days = {
    "all days": z.notna(),
    "quorum reached": reached,
    "quorum begins": signals.activations(reached),
}
days |= {
    "first jump of a storm": market.sessions.isin(jumps["day"]),
    "VIX up 5 or more": change >= 5,
}
hits = pd.DataFrame(
    {n: [(d & z.notna()).sum(), (paused & d).sum()] for n, d in days.items()},
    ["days", "paused"],
).T
hits["share"] = hits["paused"] / hits["days"]
neat(hits, {"share": ".0%"})

# %% [markdown]
# **Explain**: one day in twenty is paused, three of the ten storms' first days, and nearly half of the days on which VIX rose by 5 points or more: the rule stands still when there is most to do. To the account (the line "no pause" in the table above) it makes no difference that can be told from zero.
#
# ## 7. The dashboard
#
# Everything that was known on one evening (but for revisions of growth and producer prices): each vote with its number and threshold, the months before it, and the quorum. Nothing to the right of the line exists yet.

# %%
plots.show(*widgets.dashboard_view(market, cast, dashboard_day, quorum))

# %%
for row in cast.explain(dashboard_day).itertuples():
    print(f"{row.Index:>10}: {row.why}")

# %% [markdown]
# Pick a day and decide before you move on: would you have hedged? Try 2007-07-23, 2018-12-03, 2020-02-21 and 2024-08-01, and then a dull day of your own choice. *sessions later* shows what came.

# %% tags=["nbval-ignore-output"]
# The explorer: pick a day, then move on
widgets.dashboard(market, cast, dashboard_day)

# %% [markdown]
# ## The verdicts

# %%
crossing = moved.xs("crossing", level="event").xs("vix", level="instrument")
week, without = within.loc[("level", 5)], ablation.loc["technical only"]
vs_smaller = pd.DataFrame(against).T
rows = [
    (
        f"K12: VIX {h} after crossing, less any day",
        *crossing.loc[h, ["low", "high"]],
        "+.1f",
    )
    for h in spikes
]
rows += [
    ("K12: spike within 5 of a day above, less any", week.low, week.high, "+.1%"),
    ("K12: the same, less days of like VIX", week.beyond_low, week.beyond_high, "+.1%"),
]
rows += [
    (f"K16: quorum of {k} right, less any day", curve.low[k], curve.high[k], "+.1%")
    for k in ks
]
rows += [
    (f"K16: return a year, {n}", r.more_low, r.more_high, "+.2%")
    for n, r in vs_smaller.iterrows()
]
rows += [("K17: technical only, less all", without.change_low, without.change_high, "+.1%")]
measured = {name: f"{low:{form}} to {high:{form}}" for name, low, high, form in rows}
pd.DataFrame({"95 % interval": measured})

# %%
where = lesson.standing
rises = (
    k12[k12["instrument"] == "vix"].set_index(["event", "sessions"]).reindex(within.index)
)
found_k12 = pd.DataFrame(
    {
        "spike": [where(*x) for x in within[["low", "high"]].to_numpy()],
        "rise": [where(*x, edge=0.1) for x in rises[["low", "high"]].to_numpy()],
    },
    within.index,
)
announced = (found_k12 == "surely above").any(axis=1).groupby("within").any()
signal_k = [where(*x) for x in curve[["low", "high"]].to_numpy()]
account_k = [
    where(*x, edge=account_edge) for x in vs_smaller[["more_low", "more_high"]].to_numpy()
]
better = [np.mean([x == "surely above" for x in part]) for part in (signal_k, account_k)]
macro = where(without.change_low, without.change_high)


# %%
def word(supported, refuted, conditional=False):
    """The word for a claim: what is surely so, surely not so, so under a condition, or neither."""
    if supported or refuted:
        return "supported" if supported else "not supported"
    return "depends" if conditional else "not decided"


verdicts = {
    "K12": word(
        announced.all(), (found_k12 == "surely below").all(axis=None), announced.any()
    ),
    "K16": word(
        min(better) == 1, {*signal_k, *account_k} == {"surely below"}, max(better) > 0.5
    ),
    "K17": word(macro == "surely below", macro == "surely above"),
}
because = {
    "K12": ", ".join(
        f"{h} sessions {'surely' if sure else 'not surely'}"
        for h, sure in announced.items()
    ),
    "K16": f"signals: {', '.join(signal_k)}; accounts: {', '.join(account_k)}",
    "K17": f"technical voters only: {macro}",
}
for claim, told in verdicts.items():
    print(f"{claim}: {told} ({because[claim]})")

# %% [markdown]
# **K12, it depends** on how long one waits: within five sessions of an RSI above 60 a spike is surely more frequent, in part because VIX is high by then; within 10 and 20 nothing can be told. On average VIX falls.
#
# **K16, not decided.** A quorum makes fewer false hedges because it makes fewer hedges. That it chooses better days is at the edge for 4 and 5 calls of five numbers tried, and for no number with blocks of a year. The account of 4 to 6 calls is surely better off than without a quorum, and cannot be told from that of a smaller hedge.
#
# **K17, not decided**: three macro signals stand out by themselves (consumer prices, the P/E and the dividend gap, with 11 to 24 runs each, and one run is over half of the dividend gap's days), and in the quorum nothing can be told.
#
# ## What breaks this: choosing afterwards
#
# **The best rule of the past.** Six lengths and five levels of the RSI of VIX, judged on the first half of the history, as far as they call on 100 days or more in each half. The best of them is then used in the second.
#
# **Predict**: is the best rule of the first half still above average in the second?

# %%
LENGTHS, LEVELS, LEAST = (5, 7, 10, 14, 21, 28), (50, 55, 60, 65, 70), 100
day, half = np.arange(len(market)), len(market) // 2
# A day of the first half whose outcome lies in the second belongs to neither.
halves = (day < half - ahead_days, day >= half)


def in_each_half(days, bar):
    """Calls of RSI(days) above a bar in each half, and how much oftener than any day they were right."""
    index = signals.rsi(vix.to_numpy(), days)
    known = [spiked[part & np.isfinite(spiked * index)] for part in halves]
    right = [spiked[part & np.isfinite(spiked) & (index > bar)] for part in halves]
    lift = [a.mean() - b.mean() if len(a) else np.nan for a, b in zip(right, known)]
    return [*map(len, right), *lift]


# %%
sweep = {(days, bar): in_each_half(days, bar) for days in LENGTHS for bar in LEVELS}
sweep = pd.DataFrame(
    {rule: row for rule, row in sweep.items() if min(row[:2]) >= LEAST},
    ["calls_1", "calls_2", "lift_1", "lift_2"],
).T
plots.show(*figures.sweep_halves(sweep, f"{market.sessions[len(market) // 2]:%B %Y}"))

# %% [markdown]
# It is the worst. Do not read a law of reversal into it: these rules are relatives, slow ones on the right and fast ones on the left, so this is closer to two rules than to twenty-four. Slow ones did well in the half with 2008 in it and badly in the other. The source's own rule was a little below any day in both.
#
# **One storm less, and longer blocks.** What the three better records lose when one crash is taken out of history, and what blocks of one and two years leave of them:

# %%
lone = called[["pe", "gordon", "cpi"]]
left_out = pd.DataFrame({"nothing": spiked}, market.sessions)
for name in jumps.index:
    storm = alvh.EPISODES[name]
    start, end = market.sessions.searchsorted(pd.to_datetime([storm.start, storm.end]))
    left_out[name] = left_out["nothing"]
    # Days from which the storm can be seen are left out too.
    left_out.iloc[max(start - ahead_days, 0) : end + 1, -1] = np.nan
table = lesson.lift_table(lone, left_out, counts).rename_axis(["signal", "left out"])
wide = table.pivot_table(index="left out", columns="signal")
lifts, lows = (wide[name].loc[left_out.columns, lone.columns] for name in ("lift", "low"))
lifts["surely above zero"] = [
    ", ".join(lows.columns[lows.loc[n] > edge]) or "nobody" for n in lifts.index
]
neat(lifts, "+.1%")

# %%
longer = {f"{n} sessions": surely(lone, n) for n in (126, 252, 504)}
longer = {
    n: [f"{r.low:+.1%} to {r.high:+.1%}" for r in table.itertuples()]
    for n, table in longer.items()
}
longer = pd.DataFrame(longer, lone.columns)
longer[["days", "longest run"]] = clusters.loc[lone.columns, ["days", "longest"]]
neat(longer)

# %% [markdown]
# Consumer prices come to the edge or lose their place when 2008, February 2018 or 2022 is missing, and with blocks of a year or two. The P/E and the dividend gap keep theirs whichever storm is left out, and with blocks of two years. If anything here deserves a second look on other data, it is these two; but they have 24 and 11 runs, a single run of 356 sessions is 54 % of the days on which the dividend gap called, and we picked them out of 45 records after seeing all of them.
#
# ## Exercises
#
# Each stands on its own numbers. Solutions are folded below each exercise.
#
# ### 09.1 One evening of RSI
#
# Last night the average rise was 0.50 and the average fall 0.40 (RSI(14), Wilder's smoothing). Today VIX rises by 2.00 points. What is the index tonight?

# %%
index_tonight = ...
check("09.1", index_tonight)

# %% tags=["solution"]
# Solution of 09.1
average_rise, average_fall = 0.50 + (2.00 - 0.50) / 14, 0.40 * 13 / 14
solution("09.1", 100 * average_rise / (average_rise + average_fall))

# %% [markdown]
# ### 09.2 Runs
#
# How many runs of days with an RSI(14) of VIX above 60 *began* in 2018? *Hint*: `signals.rsi(market.table["vix"].to_numpy())` over the whole history, then `signals.activations`.

# %%
runs_in_2018 = ...
check("09.2", runs_in_2018)

# %% tags=["solution"]
# Solution of 09.2
began = signals.activations(signals.rsi(market.table["vix"].to_numpy()) > 60)
solution("09.2", began[market.sessions.year == 2018].sum())

# %% [markdown]
# ### 09.3 Luck
#
# Twelve signals know nothing at all. Each is judged at four horizons by a 90 % interval. How many of these records will on average lie wholly *above* zero?

# %%
lucky_records = ...
check("09.3", lucky_records)

# %% tags=["solution"]
# Solution of 09.3
solution("09.3", 12 * 4 * 0.10 / 2)

# %% [markdown]
# ### 09.4 False positives
#
# Of 100 days, a spike followed 30. A quorum was reached on 24 days, 10 of which belonged to those 30. What is its false-positive rate, as a decimal?

# %%
false_positive_rate = ...
check("09.4", false_positive_rate)

# %% tags=["solution"]
# Solution of 09.4
solution("09.4", (24 - 10) / (100 - 30))

# %% [markdown]
# ### 09.5 Hindsight
#
# With every figure counted in its own month, property shares and growth become the best signals of all. What does it: `"lag"` (a figure is known before it exists), `"threshold"` (the levels are chosen to fit), `"cluster"` (their runs are longer), `"luck"` (few events)?

# %%
what_does_it = ...
check("09.5", what_does_it)

# %% tags=["solution"]
# Solution of 09.5
solution("09.5", "lag")

# %% [markdown]
# ## Take-aways
#
# - A threshold belongs to a formula: "RSI(14) above 60" is three different signals by three averages of the same name.
# - Compare with any day. Two thirds of all firings led to nothing, and so do two thirds of all days.
# - Count events, not days, and count how many records you looked at.
# - Signals do know when spikes are frequent. What they know about the price of a future cannot be told from luck.
# - A quorum hedges less. That it hedges better than a smaller hedge, this history cannot show.
# - One forgotten publication lag makes the two best signals out of two that know nothing, and a revised figure is a smaller sin of the same kind.
#
# ## Sources
#
# - J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978): the RSI and its smoothing. G. Appel, "Technical Analysis: Power Tools for Active Investors" (2005): the MACD.
# - M. Gordon, "Dividends, Earnings, and Stock Prices", Review of Economics and Statistics 41 (1959): the dividend-discount value.
# - D. Politis and J. Romano, "A Circular Block-Resampling Procedure for Stationary Data" (1992) and "The Stationary Bootstrap", Journal of the American Statistical Association 89 (1994): the intervals.
# - H. White, "A Reality Check for Data Snooping", Econometrica 68 (2000): why the number of rules tried matters.
# - Data: closes, settlements, breadth and macro figures with their owners and lags in [data/README.md](../data/README.md).
# - Rules R6 to R8 and R24, claims K12, K16 and K17: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
