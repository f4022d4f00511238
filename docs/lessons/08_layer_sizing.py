# %% [markdown]
# # Size the hedge: count how many VIX instruments a condor needs
#
# After this notebook you can size a VIX hedge by vega and by credit, say which of the two rules binds and on which account whole contracts can follow it, and judge what such a hedge paid and cost over nineteen years.

# %% [markdown]
# ## What you'll do
#
# - Turn six VIX instruments into the same unit, dollars per vol point of SPX (rule R13), and spot three ways to get it wrong.
# - Decide for any day whether the vega or the credit (R14) limits the hedge.
# - Measure which share of a condor's loss a hedge of half its vega made good (claim K2), and read in the ledger what such a rule held when a crash began.
# - Compute the smallest account on which whole contracts reach 40 to 60 %.
# - Hold the hedged account against four hurdles (R15 to R18), and the cost of the hedge against 18 to 22 % of the credit (K4).
#
# ## What you need
#
# [02 Condor Greeks](02_condor_greeks.ipynb), [05 Vega positive](05_vega_positive.ipynb) and [06 VIX instruments](06_vix_instruments.ipynb); [07 Time shift](07_time_shift.ipynb) helps. Time: 75 minutes, 20 of them for the exercises.
#
# Index, VIX and futures are real closes and settlements. SPX and VIX *options* are priced by models (notebooks 03 and 06); for VIX options nobody publishes free quotes to fit a model to, so the results that lean on them are shown under three smiles. The replays are model replays, with trading costs.

# %% tags=["imports"]
from dataclasses import replace

import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, risk, simulation, vix
from alvh_helpers.course import check, choice, neat, parameter, plots, solution
from alvh_helpers.course import nb08_layer_sizing as lesson
from alvh_helpers.course.nb08_layer_sizing import figures, widgets

# %% [markdown]
# `DATE` is the day whose condor is hedged by hand. `COVERAGE` is the share of its vega to be covered, `BUDGET` the share of its credit that may be spent on it. `COSTS` multiplies all trading costs of the replays. `CRASH` is the episode that is looked at day by day. `ACCOUNT` is the small account, in dollars. `EQUITY_PREMIUM` is what stocks may be
# expected to earn above T-bills in a year.

# %% tags=["parameters"]
# change me
DATE = "2020-02-18"
COVERAGE = 0.50
BUDGET = 0.25
COSTS = 1.0
CRASH = "Feb-Apr 2020"
ACCOUNT = 50_000
EQUITY_PREMIUM = 0.05

# %%
coverage = parameter("COVERAGE", COVERAGE, 0.1, 1.0)
budget = parameter("BUDGET", BUDGET, 0.05, 1.0)
costs = alvh.Costs(parameter("COSTS", COSTS, 0, 4))
account = parameter("ACCOUNT", ACCOUNT, 10_000, 100_000_000)
equity_premium = parameter("EQUITY_PREMIUM", EQUITY_PREMIUM, 0, 0.2)
crash = choice(
    "CRASH", CRASH, [name for name, e in alvh.EPISODES.items() if e.kind == "crash"]
)
facts = alvh.load_daily_market()
market, table = facts.market, facts.table
day = market.day(DATE)
today = pd.DatetimeIndex([day.date])
print(
    f"{day.date:%Y-%m-%d}: S&P 500 {day.spx:,.2f}, VIX {day.vix:.2f}, vx1 {day.curve[0]:.2f}, vx2 {day.curve[1]:.2f}"
)

# %% [markdown]
# ## 1. One unit for six instruments
#
# The course's condor: 45 days, shorts of 16 delta, wings of 5 delta. What does one of them lose per vol point?

# %%
condor = lesson.condors_by_day(facts, today).iloc[0]
print(
    f"Credit {condor.credit:,.0f} dollars, margin {condor.margin:,.0f}, wider wing {condor.width:.0f} points"
)
print(
    f"It loses {condor.vega:,.0f} dollars per vol point; to cover: {coverage * condor.vega:,.1f}"
)

# %% [markdown]
# **Predict**: how many 35-delta VIX calls cover that? Three? Ten? A hundred?
#
# By hand. A VIX call gains delta x 100 dollars per point of *its own future*, and that future moves beta points per vol point of SPX options (notebook 06). `facts.betas` knows the beta of each future from all days up to this one, and no later ones.

# %%
layers = lesson.coverage_ladder()
units = {
    name: lesson.units_by_day(facts, today, layer).iloc[0] for name, layer in layers.items()
}
expiry = units["VIX call"].expiry
rank = list(alvh.vx_curve(market, day.date).expiries).index(expiry)
beta = facts.betas[facts.sessions.get_loc(day.date), rank]
chain = alvh.vix_chain(market, day.date, expiry)
call = chain.option("c", strike=units["VIX call"].strike)
by_hand = call.delta * 100 * beta
print(
    f"{expiry:%Y-%m-%d} call struck at {call.strikes[0]:.0f}: {call.price:.2f} points, future {chain.forward:.2f}"
)
print(
    f"delta {call.delta:.2f} x 100 x beta {beta:.2f} = {by_hand:.1f} dollars per SPX vol point"
)
print(f"Calls for {coverage:.0%}: {coverage * condor.vega / by_hand:.1f}")

# %%
leg = positions.vix_option(1, "c", call.strikes[0], expiry)
by_package = alvh.Book([leg]).spx_vega_equivalent(market, day.date, beta=beta)
same = np.allclose([by_package, units["VIX call"].equivalent], by_hand, rtol=1e-3)
print(f"The book and the replay's own marks say the same: {same}")

# %% [markdown]
# Now all instruments, and beside the right number three tempting ones. *Own vega* is the vol-of-vol vega of the VIX options: dollars per vol point of **VIX options**, the number a broker's screen calls "vega". *No beta* takes a point of the VIX future for a vol point of SPX. *Claimed beta* takes the middle of the source's 0.70 to 0.85. A financed mini is a mini future
# with a 15-delta call sold against it (R11); ETN shares are counted at 50 dollars.

# %%
spread_strikes = [chain.strike(delta) for delta in (0.35, 0.15)]
spread = chain.call_spread(strikes=tuple(alvh.listed_strike(spread_strikes)))
own_vega = {
    "VIX call": 100 * call.vol_of_vol_vega,
    "call spread": 100 * spread.vol_of_vol_vega,
}
wanted = coverage * condor.vega
rows = {}
for name, unit in units.items():
    own = own_vega.get(name, np.nan)
    each = [unit.price, unit.delta, unit.beta, unit.equivalent, own]
    needed = [wanted / x for x in (unit.equivalent, own, unit.equivalent / unit.beta)]
    rows[name] = [*each, *needed, needed[0] * unit.beta / simulation.DEFAULT_BETA]
columns = ["price", "delta", "beta", "per SPX vol point", "own vega"]
columns += ["units", "by own vega", "no beta", "claimed beta"]
hedges = pd.DataFrame(rows, columns).T
neat(hedges, dict.fromkeys(columns[:5], ".2f") | dict.fromkeys(columns[5:], ".1f"))

# %%
wrong = hedges[columns[6:]].div(hedges["units"], axis=0) * coverage
neat(wrong.rename(columns=lambda c: f"covered, {c}"), ".0%")

# %% [markdown]
# **Explain**: sized by their own vega, calls and spreads would cover six to nine times the *whole* vega: a bet on a crash that is sold as a hedge. Without the beta they cover a good quarter of the vega instead of half, and nobody notices until it matters. So the two vegas must never be added up, whatever a screen shows side by side.
#
# How sure is the beta itself? The engine's goes by month, and a future that is second in line today may be 29 days from its expiry. By days to expiry (notebook 06, over the whole history, so with hindsight):

# %%
by_days = (
    vix.beta_table(market, "atm", by="days")
    .set_index("future")
    .loc[["21-35 days", "36-65 days"]]
)
needed = {name: wanted / (call.delta * 100 * b) for name, b in by_days["beta"].items()}
neat(
    by_days[["beta", "low", "high"]].assign(calls=pd.Series(needed)),
    {"calls": ".1f"} | dict.fromkeys(["beta", "low", "high"], ".2f"),
)

# %% [markdown]
# Seven calls or nine: that is the precision of sizing by vega, and it is why the claimed 0.70 to 0.85 is not absurd for a future a month out, as notebook 06 found.
#
# A whole future is far more than one condor needs, so with whole contracts the answer is 0 or too much. The mini future and the options can be counted out. Section 5 makes a rule of that.
#
# ## 2. Which rule binds: the vega or the credit?
#
# R13 says: cover 40 to 60 % of the vega. R14 says: a VIX call spread for 25 to 40 % of the credit, and hedges for 18 to 22 % in all. On this day:

# %%
rows = {}
for name, unit in units.items():
    by_vega = wanted / unit.equivalent
    by_credit = budget * condor.credit / unit.charge if unit.charge > 0 else np.inf
    cost = by_vega * unit.charge / condor.credit
    rows[name] = [
        unit.charge,
        by_vega,
        by_credit,
        "credit" if by_credit < by_vega else "vega",
        cost,
    ]
neat(
    pd.DataFrame(rows, ["charge", "by vega", "by credit", "binds", "cost of coverage"]).T,
    {"charge": ".2f", "by vega": ".1f", "by credit": ".1f", "cost of coverage": ".0%"},
)

# %% [markdown]
# `charge` is what the engine sets against the budget: for an option all that is paid; for a future, which costs nothing to enter, its slide down the curve until its roll. The two are not the same kind of cost: of an option something is left at the roll as a rule. `cost of coverage` is the share of the credit for covering `COVERAGE` *once*, and the first month's option does not live
# as long as the condor.
#
# **Predict**: on every fifth session of nineteen years, one condor is sold and one hedge asked for. Is it cheaper, in shares of the credit, to cover half of the vega when VIX is at 12 or at 40?

# %%
EDGES = [0, 13, 16, 20, 25, 35, np.inf]
LEVELS = ["below 13", "13 to 16", "16 to 20", "20 to 25", "25 to 35", "35 and above"]
sales = facts.sessions[::5]
sold = lesson.condors_by_day(facts, sales)
bought = {name: lesson.units_by_day(facts, sales, layer) for name, layer in layers.items()}


def cost_to_cover(units, part=coverage):
    """Share of the credit that is paid to cover a part of the vega once, by day."""
    needed = part * sold["vega"] / units["equivalent"]
    return needed * units["charge"] / sold["credit"]


# %%
cost = pd.DataFrame({name: cost_to_cover(units) for name, units in bought.items()})
level = pd.cut(table["vix"].loc[sales], EDGES, right=False, labels=LEVELS)
plots.show(*figures.credit_shares(cost["call spread"], level, coverage, "call spread"))

# %%
limits = {"above 18-22 %": 0.22, "above 25 %": 0.25, "above 40 %": 0.40}
binding = {name: (cost > limit).mean() for name, limit in limits.items()}
binding = pd.DataFrame({"median cost": cost.median()} | binding)
neat(binding, ".0%")

# %%
neat(cost.groupby(level, observed=True).median().T, ".0%")

# %% [markdown]
# **Explain**: dear VIX options go with dear condors, so in shares of the credit the level of VIX matters less than one would think; it is highest above 35. For calls and spreads the two rules of the source meet not far from the middle: on a good third of the days a quarter of the credit does not buy half of the vega, on one day of seven even 40 % does not, and for 18 to 22 % one gets less than half of the vega on every second day. Futures hardly
# ever meet the budget, because their slide is all that is charged; above VIX 25 (second table: medians by level) the curve is so often inverted that half of the time they are charged nothing at all.
#
# Does the choice of the call change that? Coverage that the budget buys, by delta:

# %%
DELTAS = [0.10, 0.20, 0.35, 0.50, 0.70]
share = {}
for delta in DELTAS:
    layer = lesson.coverage_ladder(delta, min(0.05, delta / 2))["VIX call"]
    by_delta = cost_to_cover(lesson.units_by_day(facts, sales, layer), 1.0)
    share[delta] = (budget / by_delta).groupby(level, observed=True).median()
bought_cover = pd.DataFrame(share).T
plots.show(*figures.binding_map(bought_cover, budget, coverage))

# %%
smiles = {}
for band, smile in vix.BAND_SMILES.items():
    spread_units = lesson.units_by_day(facts, sales, layers["call spread"], smile)
    at = cost_to_cover(spread_units)
    smiles[f"{band} smile"] = {"median cost": at.median()} | {
        n: (at > x).mean() for n, x in limits.items()
    }
at = cost["call spread"] * bought["call spread"]["beta"] / simulation.DEFAULT_BETA
smiles["mid, claimed beta"] = {"median cost": at.median()} | {
    n: (at > x).mean() for n, x in limits.items()
}
neat(pd.DataFrame(smiles).T, ".0%")

# %% [markdown]
# From 10 to 50 delta it hardly does: a cheap call has as little delta as it has price. Deep calls buy less, for intrinsic value is paid for as well. The assumed smile moves the share of days on which the credit binds by some points, because a budget of 25 % is so close to the price. The last line has the middle of the source's betas on every day: half of the vega then costs more than 25 % of the credit more often, and more than 40 % hardly ever.
#
# ## 3. What half of the vega paid (claim K2)
#
# The claim: the first layer neutralises 40 to 60 % of the vega. Our test: on the days on which VIX rose by 3, 5 or 10 points, which share of the condors' mark-to-market **loss** did the layers gain? Sums over the days, not a mean of daily shares, for on a day on which the condors lost ten dollars any share can come out.
#
# Five policies with the same condors: the first layer's call spreads kept at `COVERAGE` at all times (*layer 1 always*), the same but never resized between its rolls, the first layer as the source triggers it (*layer 1 by signal*, a quarter of the vega), two layers always, and the steward with all its rules.

# %%
always = alvh.fixed_ratio(coverage, alvh.only(1))
policies = {
    "layer 1 always": always,
    "layer 1 never resized": replace(always, scaling=None),
    "layer 1 by signal": alvh.only(1),
    "two layers always": alvh.fixed_ratio(coverage),
    "steward": alvh.steward(),
}
ledgers = {
    name: alvh.replay(policy, facts, costs=costs) for name, policy in policies.items()
}
held = pd.DataFrame(
    {n: lesson.coverage_held(x)["coverage"].describe() for n, x in ledgers.items()}
)
held.loc["within 40-60 %"] = [
    lesson.coverage_held(x)["coverage"].dropna().between(0.4, 0.6).mean()
    for x in ledgers.values()
]
neat(held.loc[["25%", "50%", "75%", "within 40-60 %"]].T, ".0%")

# %% [markdown]
# That is what was *held*, at each close on which the condors were short vega: quartiles of the layers' SPX-vega equivalent over the condors' vega. Even a policy that does nothing but keep a ratio is within 40 to 60 % on not much more than half of the days, because vegas move between two resizings.
#
# **Predict**: half of the vega is covered on the evening before. VIX jumps by 10 points. Which share of the condors' loss does the layer pay?

# %%
draws = risk.block_counts(len(facts.days), 63, 500, np.random.default_rng(8))
paid = {name: lesson.realised_coverage(ledger, draws) for name, ledger in ledgers.items()}
paid = pd.concat(paid)
shares = ["median eve", "realised", "low", "high", "intended", "of vega"]
neat(paid, dict.fromkeys(shares, ".0%"))

# %% [markdown]
# Dollars summed over the days; `median eve` is the median coverage of the evening before, `low` and `high` are a 95 % interval of `realised` from resampled blocks of 63 days. `vega part` is the vega of the evening before times the change of 45-day volatility, `of vega` what the layers gained as a share of *that*, and `intended` what they would have gained by their own SPX-vega equivalent of that evening, as a share of the same sum.
#
# Look at the first block. The vega part is under a half of the loss on days of 3 points, and a sixth on days of 10. When VIX jumps, the index falls, and a condor's delta and gamma, which nobody sized, do the rest. Of the vega part the layer paid far more than half; but in dollars it also *covered* more than half, for the median counts all days alike, and the sum nets days on which the condors had turned long vega. Against `intended` it paid somewhat more on days of 3 points and clearly less on days of 10. A future that moves more than its beta, the curvature of the spreads and trading costs all play a part in that, and are not taken apart here. Day by day, both axes straight below a thousand dollars and logarithmic above:

# %%
rise = table["vix"].diff()
up = rise >= 3
days = ledgers["layer 1 always"].profit[up]
plots.show(*figures.losses_and_gains(days["condors"], days["L1"], rise[up]))

# %% [markdown]
# Marks below the wedge are days on which the hedge paid too little; those left of zero are days on which VIX rose and the condors *gained*, so that no share makes sense.
#
# ### What a vega rule holds in a crash
#
# **Predict**: the index falls through the short put. What happens to the condors' vega (notebook 05, section 3)? And to the number of call spreads?

# %%
window = market.episode(crash, before=10).sessions
ledger = ledgers["layer 1 always"]


def units_held(ledger):
    """Units of the first layer by day."""
    record = ledger.record
    rows = record.inputs.hedges[0].purchases.row_day
    return pd.Series(
        np.bincount(rows, record.log.units[0], len(facts.days)), facts.sessions
    )


# %%
diary = lesson.coverage_held(ledger).loc[window, ["vega", "answer"]]
diary["units"] = units_held(ledger).loc[window]
diary["spx"] = table["spx"].loc[window]
gained = ledger.profit.loc[window, ["condors", "L1"]].copy()
gained.iloc[0] = 0.0
diary[["condors", "layer"]] = gained.cumsum()
plots.show(*figures.crash_diary(diary, "call spread"))

# %%
steps = ledger.decisions.set_index("date")
steps = pd.concat([steps["2020-02-12":"2020-03-11"], steps["2025-03-26":"2025-04-09"]])
steps["why"] = steps["why"].str.split(",").str[0]
steps = steps.join(lesson.coverage_held(ledger)[["vega", "coverage"]]).join(table["vix"])
neat(steps, {"units": ".0f", "vega": ",.0f", "coverage": ".0%", "vix": ".2f"})

# %%
trades = ledger.trades.query("source == 'L1'")
own = trades[trades["date"] == pd.Timestamp("2020-02-27")]
strikes = own["contract"].str.split().str[2].astype(float)
fetched, most = own["cash"].sum(), 100 * own["units"].max() * np.ptp(strikes)
to_come = -ledger.profit["condors"].loc["2020-02-28":"2020-04-30"].cumsum().min()
print(
    f"2020-02-27: {own['units'].max():.0f} spreads sold for {fetched:,.0f} dollars; they could become {most:,.0f} at most"
)
print(
    f"So {most - fetched:,.0f} more at best. The condors' loss still to come: {to_come:,.0f}"
)

# %% [markdown]
# **Explain**: `vega` (what the condors lose per vol point) and `coverage` are those of the close. The two sales of February 2020 look alike and are not. *Before* the crash, on 02-20, the old condors were near their expiry and had little vega left, so the rule sold 94 of its 137 spreads. On the next evening new condors were sold; the vega more than doubled, and the rule resizes every five sessions only. So it went into the crash with 43 spreads, 22 % of the vega instead of 50 %. *In* the crash, on 02-27, the index stood below the short puts and the condors had turned long vega (notebook 05). Half of nothing is nothing, and the last 43 were sold; what they could still have become is little beside the loss that was still to come.
#
# And if it is never resized? All ten episodes, dollars of condors and of the first layer, with and without:

# %%
rows = {}
for name, episode in alvh.EPISODES.items():
    if episode.kind == "crash":
        two = [
            ledgers[n].profit.loc[episode.start : episode.end] for n in list(policies)[:2]
        ]
        rows[name] = [x[source].sum() for x in two for source in ("condors", "L1")]
two = [ledgers[n].profit for n in list(policies)[:2]]
rows["all years"] = [x[source].sum() for x in two for source in ("condors", "L1")]
columns = ["condors", "layer, resized", "condors (never)", "layer, never resized"]
neat(pd.DataFrame(rows, columns).T)

# %%
PHASES = [
    ("2020-02-24", "2020-02-27"),
    ("2020-02-28", "2020-03-11"),
    ("2025-04-03", "2025-04-08"),
    ("2025-04-09", "2025-04-09"),
]
rows = {}
for name, words in {
    "layer 1 always": "resized",
    "layer 1 never resized": "never resized",
}.items():
    count, cover = (
        units_held(ledgers[name]),
        lesson.coverage_held(ledgers[name])["coverage"],
    )
    cover = cover.where(cover < 10)  # a share of next to no vega says nothing
    profit = ledgers[name].profit["L1"]
    for first, last in PHASES:
        eve = facts.sessions[facts.sessions.get_loc(first) - 1]
        gain = profit[first:last].sum()
        each = gain / count[eve] if count[eve] else np.nan
        rows[f"{first} to {last[5:]}", words] = [count[eve], cover[eve], gain, each]
columns = ["spreads on the eve", "coverage on the eve", "layer", "per spread"]
neat(
    pd.DataFrame(rows, columns).T.sort_index(ascending=[True, False]),
    {columns[0]: ".0f", columns[1]: ".0%", "layer": ",.0f", "per spread": ",.0f"},
)

# %%
for name in list(policies)[:2]:
    spent = lesson.cost_by_period(ledgers[name])[["cost", "credit"]].sum()
    print(f"{name}: cost {spent['cost'] / spent['credit']:.0%} of all credits")


# %% [markdown]
# While both held theirs, a spread gained nearly the same in either. What differed was the number on the eve: 43 against 182 in 2020, 131 against 68 in 2025, and neither was chosen with a crash in view. In 2020 that made more than three quarters of the difference up to 03-11; the rest came after the rule had sold, and bought 28 back too late. Who never resized did not stay to the end either: the contract was due on 03-11 for both, and for condors without short vega nothing was bought in its place. In April 2025 the rule had resized on 04-02 and could not act again before 04-09; both kept all their spreads, and both lost most of the gain on that one day. Resizing also costs a spread and a commission each time: without it the layer was the cheaper one, but what it covered was left to chance (its quartiles above). Ten episodes do not decide between the two. (The account that never resized was worth more by 2020 and held more condors: compare shares, not dollars.)
#
# ### Verdict on K2

# %%
def judged(row, least, most):
    """Verdict on a claimed range: is the whole interval inside it, outside, or neither?"""
    if row["low"] >= least and row["high"] <= most:
        return "supported"
    return "not supported" if row["high"] < least or row["low"] > most else "not decided"


verdict = {
    name: paid.loc[name].apply(judged, axis=1, least=0.4, most=0.6) for name in policies
}
inside = paid["realised"].between(0.4, 0.6).sum()
print(f"Points inside 40-60 %: {inside} of {len(paid)}")
neat(pd.DataFrame(verdict).T)

# %%
largest = np.flatnonzero(rise >= 10)
lost = ledger.profit["condors"].iloc[largest]
stretches = 1 + (np.diff(largest) > 63).sum()
of_2020 = lost[lost.index.year == 2020].sum() / lost.sum()
print(
    f"{len(largest)} days of 10 points, in {stretches} stretches more than 63 sessions apart"
)
print(f"2020 holds {of_2020:.0%} of the condors' loss on them")

# %%
sensitivity = {}
for band in ("low", "high"):
    run = alvh.replay(always, facts, costs=costs, smile=vix.BAND_SMILES[band])
    sensitivity[band] = run
other = {b: lesson.realised_coverage(x, draws)["realised"] for b, x in sensitivity.items()}
neat(pd.DataFrame(other).rename(columns="{} smile".format), ".0%")

# %% [markdown]
# **K2: not supported at 5 and 10 points, not decided at 3**, for the layer that is kept at half of the vega: on the larger days its whole interval is below 40 %, on the smaller ones the interval reaches into the claim. The verdict also depends on the policy: never resized, the intervals reach in at every rise, and 21 days of 10 points are few. No point is inside for any policy at any rise; the smile does not change that. Of the *vega part* alone the layer's points lie above the claim, with more than half of it covered to begin with.
#
# ## 4. The cost of the hedge against the credit (K4 and R14)
#
# The source has two figures: call spreads for 25 to 40 % of the credit, and hedges that cost 18 to 22 % of the premium on average. First the difference between what is paid and what it costs: for *layer 1 always*, dollars that went out for call spreads, came back from them, and went to spreads and commissions, as shares of all credits.

# %%
net = trades.groupby(["date", "why"])["cash"].sum()
credits = lesson.cost_by_period(ledger)["credit"].sum()
outlay, back = -net[net < 0].sum(), net[net > 0].sum()
trading = trades[["spread", "commission"]].sum().sum()
for what, dollars in {
    "paid": outlay,
    "came back": back,
    "trading": trading,
    "net cost": outlay - back + trading,
}.items():
    print(f"{what:>10}: {dollars / credits:6.0%} of the credits")

# %% [markdown]
# So the two figures need not contradict each other: more than twice as much is *paid* as it *costs*, because most of it comes back. Which of the two a budget means must be said, and the source does not say it. And of the net cost more than half is trading: a rule that keeps a ratio buys and sells all the time.
#
# **Predict**: the net cost by calendar year. How many of twenty years lie within 18 to 22 %?

# %%
compared = {
    "layer 1 always": always,
    "two layers always": policies["two layers always"],
    "steward": policies["steward"],
    "steward, no cap": replace(policies["steward"], cost_cap=None),
}
twice = costs.times(2 * costs.multiple)
runs = {
    f"{n}, 1x": ledgers.get(n) or alvh.replay(p, facts, costs=costs)
    for n, p in compared.items()
}
runs |= {f"{n}, 2x": alvh.replay(p, facts, costs=twice) for n, p in compared.items()}


def whole_history(run):
    """Cost over credit of all years with its interval, and how single cycles and years lie."""
    cycles, years = (lesson.cost_by_period(run, period) for period in ("cycle", "year"))
    lost = -run.profit[lesson.hedge_layers(run)].sum(axis=1)
    earned = cycles["credit"].reindex(lost.index, fill_value=0.0)
    low, high = risk.interval((draws @ lost.to_numpy()) / (draws @ earned.to_numpy()))
    inside = [x["share"].between(0.18, 0.22).mean() for x in (cycles, years)]
    half = cycles["share"].quantile([0.25, 0.5, 0.75])
    return [lost.sum() / earned.sum(), low, high, *inside, *half]


# %%
columns = [
    "share",
    "low",
    "high",
    "cycles inside",
    "years inside",
    "25%",
    "cycle, median",
    "75%",
]
k4 = pd.DataFrame({name: whole_history(run) for name, run in runs.items()}, columns).T
neat(k4, ".0%")

# %%
by_year = {name: lesson.cost_by_period(run, "year")["share"] for name, run in runs.items()}
plots.show(*figures.cost_years(pd.DataFrame(by_year), k4))

# %% [markdown]
# `share` is over the whole history, `low` to `high` its 95 % interval; `inside` counts what lies within 18 to 22 %; the last three are quartiles of single cycles (from one sale to the next).
#
# There is no typical cycle at 20 %. Half of the cycles of the first line cost between a tenth and a good third of the credit, and a few crashes pay for the average. The steward's cap of 22 %, which looks at the last 252 sessions, lowered the cost by one to three points.

# %%
lines = k4[["share", "low", "high"]].assign(
    verdict=k4.apply(judged, axis=1, least=0.18, most=0.22)
)
lines["point inside"] = np.where(lines["share"].between(0.18, 0.22), "yes", "no")
neat(lines, dict.fromkeys(["share", "low", "high"], ".1%"))

# %%
for band, run in sensitivity.items():
    years = lesson.cost_by_period(run, "year")
    print(
        f"Layer 1 always, {band} smile: {years['cost'].sum() / years['credit'].sum():.0%} of the credits"
    )

# %% [markdown]
# **K4: depends** on what is held and on trading costs. A first layer that is kept at half of the vega cost about a fifth of all credits at our costs, 18 to 20 % under the three smiles: right where the claim has it, but with an interval wider than the claim (not decided); at twice the costs nearly a third (not supported). Two layers and the steward cost less than the claim at once the costs (not supported).
# As an *average* 18 to 22 % can be had, then; as something to expect in a year it cannot: few of twenty years are inside, whatever the policy.
#
# ## 5. The smallest account
#
# Contracts are whole. Of the steward's account, 30 % may be margin of condors, shared by the two sales that overlap: 15 % a sale. A condor with 5-delta wings ties up a lot; narrow wings tie up little, and have little vega to cover.
#
# **Predict**: which account is the smallest on which *one* VX future covers 40 to 60 %?

# %%
rules = alvh.steward()
per_sale = rules.capital.margin_use / rules.condor.at_once
SHOWN = ["VIX call", "call spread", "mini future", "VX future"]


def smallest(date):
    """Smallest account by wing and instrument on a day: dollars, and 'condors/units'."""
    at = pd.DatetimeIndex([date])
    each = {
        n: lesson.units_by_day(facts, at, layers[n])["equivalent"].iloc[0] for n in SHOWN
    }
    found = {}
    for wing in lesson.WINGS:
        one = lesson.condors_by_day(facts, at, lesson.wing_rule(wing)).iloc[0]
        terms = one["vega"], one["margin"], per_sale
        row = {n: lesson.smallest_account(x, *terms) for n, x in each.items()}
        found[wing] = {n: r[2] for n, r in row.items()} | {
            f"{n}: n": f"{r[0]} / {r[1]}" for n, r in row.items()
        }
    return pd.DataFrame(found).T


# %%
neat(smallest(day.date))

# %% [markdown]
# In dollars; `n` is condors / units. On this day options fit as soon as one condor does, and mini futures with one to three condors: what limits is mostly the condor's own margin. A whole future needs several condors. What the hedge itself costs or ties up is not in these figures; the margin of a VX future stands in the last column of the next table. By day, at other levels of VIX:

# %%
rows = {}
for date in [
    f"{day.date:%Y-%m-%d}",
    "2017-08-01",
    "2024-07-22",
    "2022-06-13",
    "2008-11-20",
]:
    account_sizes = smallest(date)
    margin = lesson.units_by_day(facts, pd.DatetimeIndex([date]), layers["VX future"])[
        "margin"
    ].iloc[0]
    for wing in ("50 points", "5 delta"):
        label = f"{date}, VIX {table.at[pd.Timestamp(date), 'vix']:.1f}"
        rows[label, wing] = [*account_sizes.loc[wing, SHOWN], margin]
neat(pd.DataFrame(rows, [*SHOWN, "margin, VX future"]).T)

# %% [markdown]
# At VIX 81 even a call is too much for one condor, and a mini future for three narrow ones. And the smallest account is where it *first* fits, and no floor: with more condors the number of futures may fall between two whole ones. Larger accounts on which no number of VX futures covers 40 to 60 %, up to 30 condors:

# %%
for date in (f"{day.date:%Y-%m-%d}", "2022-06-13"):
    at = pd.DatetimeIndex([date])
    each = lesson.units_by_day(facts, at, layers["VX future"])["equivalent"].iloc[0]
    for wing in ("50 points", "5 delta"):
        one = lesson.condors_by_day(facts, at, lesson.wing_rule(wing)).iloc[0]
        first, _, least = lesson.smallest_account(
            each, one["vega"], one["margin"], per_sale
        )
        gaps = [
            n for n in range(first, 31) if not lesson.fitting_units(n, each, one["vega"])
        ]
        told = (
            f"none for {', '.join(map(str, gaps))} condors (from {gaps[0] * one['margin'] / per_sale:,.0f})"
            if gaps
            else "no gap"
        )
        print(f"{date}, {wing}: first at {first} condors ({least:,.0f} dollars), {told}")

# %%
accounts = np.geomspace(5_000, 2_000_000, 800)
panels = {}
for wing in ("50 points", "5 delta"):
    one = lesson.condors_by_day(facts, today, lesson.wing_rule(wing)).iloc[0]
    lines = {}
    for name in SHOWN[1:]:
        terms = units[name].equivalent, one["vega"], one["margin"], per_sale
        least = lesson.smallest_account(*terms)[2]
        lines[name] = lesson.nearest_coverage(accounts, *terms), least
    panels[f"wings of {wing}, VIX {day.vix:.1f}"] = lines
plots.show(*figures.account_steps(accounts, panels))

# %% [markdown]
# Steps, because contracts are whole: a line at zero means that not even one unit is nearer to the target than none. Where the contradiction bites is plain: with VX futures 40 to 60 % needs an account of six digits whatever the wings; with options or minis the condor's margin decides, and narrow wings fit a small account. What narrow wings cost is in "What breaks this".
#
# ### Play
#
# The rule that binds, for any account:

# %%
plots.show(
    *widgets.account_view(
        facts, day.date, 150_000, "50 points", "call spread", coverage, budget
    )
)

# %% [markdown]
# Find the smallest account on which the VX future covers anything at all; then, for the call spread, the share of the credit at which the vega begins to bind.

# %% tags=["nbval-ignore-output"]
widgets.account_explorer(
    facts, [day.date, "2017-08-01", "2022-06-13", "2008-11-20"], account=150_000
)

# %% [markdown]
# ## 6. Four hurdles
#
# **Fair carry (R15).** What gains when stocks fall should lose on average: beta x equity premium. What did the layers lose, in shares of the account a year?

# %%
stocks = alvh.market.equity_excess(market)
carry = {
    n: lesson.carry_table(ledgers[n], draws, stocks, equity_premium)
    for n in ("two layers always", "steward")
}
carry = pd.concat(carry)
neat(carry, dict.fromkeys(carry.columns, "+.2%") | {"beta": "+.3f"})

# %% [markdown]
# `fair` is beta x `EQUITY_PREMIUM`, `fair then` beta x what stocks did earn in these years, `earned` what happened, with its interval; interest is left out. The always-held layers and the steward's first lost three to six times what their beta makes fair even in these good years, with the whole interval below it: that is the price of insurance beyond beta, plus trading costs, and for the calls it leans on their assumed smile. The steward's second layer and its engine cannot be told from `fair then`. The
# condors' own line leans on the model's price of every condor sold. How much?

# %%
sales_made = ledgers["steward"].record
contracts = sales_made.log.contracts
first = sales_made.inputs.sales.first
dollars = (100 * contracts * -sales_made.inputs.sales.vega[first]).sum()
years_long = (facts.sessions[-1] - facts.sessions[0]).days / 365
mean_equity = ledgers["steward"].equity.mean()
print(
    f"One vol point in the price of every condor sold: {dollars / years_long / mean_equity:.1%} of the account a year"
)

# %% [markdown]
# More than the steward's positions earned together. Sums over condors are therefore no results; differences between policies with the same condors are firmer.
#
# **Required return (R15) and hurdle (R16).** The condors are short volatility too, so they must be paid for two risks: beta x what stocks earned above T-bills, and their sensitivity to the front VIX future x what that future earned (it lost). A leveraged account has to earn a blend of the cost of its equity and its margin rate.

# %%
others = {"unhedged": alvh.unhedged(), "promoter": alvh.promoter()}
ledgers |= {
    name: alvh.replay(policy, facts, costs=costs) for name, policy in others.items()
}
future = vix.front_gain(market) / (table["vx1"] - vix.front_gain(market))
future = future.where(future.index != future.index[0])
rate = table["rate"]
both = pd.DataFrame({"stocks": stocks, "future": future})


def required(ledger):
    """Betas to stocks and to the front future, required and earned a year, and the interval of the difference."""
    excess = ledger.equity.pct_change() - rate.shift(1) / 252
    used = both.notna().all(axis=1) & excess.notna()
    design = np.column_stack([np.ones(used.sum()), both[used]])
    line = np.linalg.lstsq(design, excess[used], rcond=None)[0]
    premia = 252 * both.mean()
    asked = risk.required_return(
        rate.mean(), line[1], premia["stocks"], line[2], premia["future"]
    )
    extra = excess - both @ line[1:]
    low, high = risk.interval(252 * risk.resampled_means(draws, extra))
    return [line[1], line[2], float(asked), 252 * excess.mean() + rate.mean(), low, high]


# %%
columns = ["beta", "vol beta", "required", "earned", "surplus low", "surplus high"]
names = ["unhedged", "two layers always", "steward", "promoter"]
hurdles = pd.DataFrame({name: required(ledgers[name]) for name in names}, columns).T
neat(hurdles, dict.fromkeys(columns[2:], ".1%") | {"beta": "+.2f", "vol beta": "+.3f"})

# %%
MARGIN_SPREAD = 0.02  # what a broker asks above T-bills
for name in ("steward", "promoter"):
    capital = ledgers[name].policy.capital
    # The engine's futures beyond its own money, per dollar of equity at the start.
    debt = max(capital.engine_leverage - 1, 0) * capital.engine
    cost_of_equity = hurdles.at[name, "required"]
    hurdle = float(risk.wacc(1.0, debt, cost_of_equity, rate.mean() + MARGIN_SPREAD))
    print(
        f"{name}: debt {debt:.2f} per dollar of equity, hurdle {hurdle:.1%}, earned {hurdles.at[name, 'earned']:.1%}"
    )

# %% [markdown]
# Means of daily returns, not compounded; betas and premia of the whole history, so this is a description, not a test that could have been traded. `debt` is the value of the engine's futures beyond its own money, counted as though it were borrowed. All intervals of the surplus hold zero: whether condor and hedge together earn more than they must (R15) is **not decided**, for any of the four. And look at the promoter. Why is its beta negative?

# %%
parts = lesson.carry_table(ledgers["promoter"], draws, stocks, equity_premium)["beta"]
print(
    "Promoter, betas to stocks alone: "
    + ", ".join(f"{name} {beta:+.2f}" for name, beta in parts.items())
)
print(f"Correlation of stocks and the front future: {both.corr().iloc[0, 1]:+.2f}")

# %% [markdown]
# Its engine (L3), long volatility, outweighs the condors. That shows in the beta to stocks and not in the vol beta, which is negative: the two factors move against each other so much that the vol beta cannot be read alone. The model then asks the promoter for less than nothing, and a hurdle like that was cleared by an account which lost more than four fifths of its worth on the way (next table). The hurdle is no measure of safety.
#
# **Internal rate (R17).** The floor is 18 to 25 % a year *on the margin*. `profit / margin` is the yearly profit of the positions over the mean margin, which gives all years their weight; an internal rate of 54 % gives later ones next to none:

# %%
rows = {}
for name in names:
    flows, daily = ledgers[name].cash_flows(), ledgers[name].daily
    on_margin = alvh.xirr(flows.index, flows["net"])
    ends = ledgers[name].equity.iloc[[0, -1]]
    start = ledgers[name].policy.capital.initial
    on_account = alvh.xirr(ends.index, [-start, ends.iloc[-1]])
    used = (daily["margin"] / daily["equity"]).mean()
    made = (
        ledgers[name].profit.drop(columns="interest").sum().sum()
        / years_long
        / daily["margin"].mean()
    )
    rows[name] = [
        on_margin.rate,
        made,
        on_account.rate,
        used,
        ledgers[name].summary()["drawdown"],
    ]
neat(
    pd.DataFrame(
        rows,
        ["on margin", "profit / margin", "on the account", "margin / account", "drawdown"],
    ).T,
    ".1%",
)

# %% [markdown]
# As an internal rate on margin three of the four reach the floor; as profit over the mean margin none does, and none on the account. An internal rate that high counts the first years most. Margin is a fifth to a quarter of the account, and the rest is not idle: each drawdown is *larger* than the average margin, so it was the rest of the account that paid it. A rate of return on margin says how hard the margin works, not what the owner earned; T-bill interest is in the third column only. All of it leans on the model's vol point above.
#
# **Quick ratio (R18).** Cash over what a bad day can ask for: the margin of all that is held, and a fifth of the value of all VIX futures, listed or synthetic. (Hedge premium still due belongs there too; these policies pay at once.) It must stay above 1:

# %%
BAD = [
    "2008-10-10",
    "2011-08-08",
    "2015-08-24",
    "2018-02-05",
    "2020-03-16",
    "2022-06-13",
    "2024-08-05",
    "2025-04-08",
]
quick = pd.DataFrame(
    {name: ledgers[name].daily["quick"] for name in ("steward", "promoter")}
)
worst = quick.loc[BAD].rename(index=lambda d: f"{d:%Y-%m-%d}")
worst.loc["lowest of all days"] = quick.min()
neat(worst, ".2f")

# %%
plots.show(*figures.quick_history(quick))

# %% [markdown]
# The steward never came near 1. The promoter fell below it, with L3 (its engine of synthetic futures) of the size shown:

# %%
run = ledgers["promoter"]
daily = run.daily.assign(vix=table["vix"], year=run.daily.index.year)
daily["engine / given"] = daily["engine"] / (
    run.policy.capital.initial * run.policy.capital.engine
)
daily["engine's part of margin"] = (
    run.record.margins[run.sources.index("L3")] / daily["margin"]
)
daily["cash / margin"] = daily["cash"] / daily["margin"]
below = daily[daily["quick"] < 1].groupby("year")
short = (
    below[["quick", "cash / margin", "engine / given", "engine's part of margin", "vix"]]
    .min()
    .add_prefix("least ")
)
neat(short.assign(days=below.size()), dict.fromkeys(short, ".2f") | {"days": ".0f"})

# %%
promoter = others["promoter"]
listed = tuple(
    replace(x, instrument="future") if x.role == "engine" else x for x in promoter.layers
)
variants = {
    "as it is": promoter,
    "listed futures": replace(promoter, layers=listed),
    "R18 on": promoter.with_capital(quick=1.0),
}
rows = {}
for name, policy in variants.items():
    run = (
        alvh.replay(policy, facts, costs=costs)
        if policy is not promoter
        else ledgers["promoter"]
    )
    state, told = run.daily, run.summary()
    rows[name] = [
        (state["quick"] < 1).sum(),
        (state["cash"] < state["margin"]).sum(),
        state["quick"].min(),
        told["condors"],
        told["drawdown"],
    ]
columns = ["days below 1", "days cash < margin", "lowest", "condors sold", "drawdown"]
neat(
    pd.DataFrame(rows, columns).T,
    {"lowest": ".2f", "drawdown": ".0%"}
    | dict.fromkeys([*columns[:2], "condors sold"], ",.0f"),
)

# %% [markdown]
# Its engine had *won*: on all these days its ring-fenced capital was at least three times what it had been given, and as it bets its gains again, its futures, their margin and their bad day had grown with it. So a hedge that works can run an account out of cash. Listed futures, whose gains are settled in cash every day, do not change that: the ratio falls below 1 on fewer days, but on many. Nor would switching R18 on: as built here the rule is asked at a sale, of the account's own purse, in which the ring-fenced engine does not count, and it never binds. The promoter's trouble is in the other purse.
#
# ## What breaks this: a small account, narrow wings, a beta of a crash
#
# **A small account.** The steward's sizing on `ACCOUNT` dollars, layer 1 always, whole contracts; then with fractions, as though contracts could be cut; and those without any trading costs:

# %%
narrow = replace(always, condor=lesson.wing_rule("50 points"))
cases = {
    "5-delta wings, whole": (always, True, costs),
    "5-delta wings, fractions": (always, False, costs),
    "50-point wings, whole": (narrow, True, costs),
    "50-point wings, fractions": (narrow, False, costs),
    "50-point wings, fractions, no costs": (narrow, False, alvh.Costs(0)),
}


def on_the_account(policy, whole, costs):
    """Months without a sale, coverage, trading, and dollars of a policy on the small account; NaN where nothing is sold."""
    run = alvh.replay(policy.with_capital(initial=account, whole=whole), facts, costs=costs)
    cover = lesson.coverage_held(run)["coverage"].dropna()
    made, none = run.summary(), (run.record.log.contracts == 0).mean()
    traded = (
        run.trades[run.trades["source"] == "condors"][["spread", "commission"]].sum().sum()
    )
    credit = made["credits"] if made["credits"] > 0 else np.nan
    gains = run.profit[["condors", "L1"]].sum()
    inside = cover.between(0.4, 0.6).mean() if len(cover) else np.nan
    return [
        none,
        made["condors"],
        inside,
        traded / credit,
        *gains,
        gains.sum() / credit,
        made["drawdown"],
    ]


# %%
small = {name: on_the_account(*case) for name, case in cases.items()}
columns = [
    "months without a sale",
    "condors",
    "days within 40-60 %",
    "trading / credit",
    "condors gained",
    "layer gained",
    "both / credit",
    "drawdown",
]
as_share = dict.fromkeys([columns[0], *columns[2:4], *columns[6:]], ".0%")
neat(
    pd.DataFrame(small, columns).T,
    as_share | dict.fromkeys([columns[1], *columns[4:6]], ",.0f"),
)

# %% [markdown]
# `trading` is that of the condors alone; dollars are after costs and without interest. With the course's wings and whole contracts such an account hardly ever sells a condor: ten in all, too few to judge. With narrow wings it trades, and lost most of its money: the condors gained a little, and the layer lost much more. Whole contracts are not what hurt it. With fractions it lost as much per dollar of credit (and more dollars, for it sold more). Trading costs hurt: those of four legs take a tenth of a narrow condor's credit, two to two and a half times as much as of a wide one's, and without any costs little is lost per dollar of credit. But the drawdown is hardly less deep then. (One path each; and what condors earn leans on the model, as always.)
#
# **The beta of a crash.** Section 1 rests on a beta over all days up to the one in question. What the front future really gained per vol point, on the days on which VIX rose by 5 points or more, and which beta was known on the evenings before:

# %%
moves = vix.futures_moves(market)
large = moves[moves["vix"] >= 5]
delivered = (large["vx1"] / large["atm"]).quantile([0.1, 0.25, 0.5, 0.75, 0.9])
print(
    f"{len(large)} days: "
    + ", ".join(f"{q:.0%} of them below {x:.2f}" for q, x in delivered.items())
)
in_force = np.median(facts.betas[facts.sessions.get_indexer(large.index) - 1, :2], axis=0)
print(
    f"In force on the evenings before, median: vx1 {in_force[0]:.2f}, vx2 {in_force[1]:.2f}"
)

# %% [markdown]
# On one day of ten hardly more than half a point, on one of ten a good quarter more than a point. The middle is above the beta in force for the same future, and far above that of the second, which section 1 uses. Part of that is the choice of days: they are picked because VIX rose, which favours those on which futures rose with it. A hedge ratio is an average, and one hedges for a day.
#
# **One surface.** All vegas here are the model's. Units are in proportion to them: a vega that is off by a fifth makes units that are off by a fifth.

# %% [markdown]
# ## Exercises
#
# Each stands on its own day or numbers. Solutions are folded below each exercise.
#
# ### 08.1 Count the calls
#
# On the evening of 2024-08-02 ten of the course's condors are sold. How many VIX calls (35 delta, the first month with more than 7 days left) cover half of their vega, not rounded? *Hint*: `lesson.condors_by_day` and `lesson.units_by_day` with a `DatetimeIndex` of one day.

# %%
calls_needed = ...
check("08.1", calls_needed)

# %% tags=["solution"]
# Solution of 08.1
evening = pd.DatetimeIndex(["2024-08-02"])
ten = 10 * lesson.condors_by_day(facts, evening)["vega"].iloc[0]
one_call = lesson.units_by_day(facts, evening, lesson.coverage_ladder()["VIX call"])[
    "equivalent"
].iloc[0]
solution("08.1", 0.5 * ten / one_call)

# %% [markdown]
# ### 08.2 What does a quarter of the credit cover?
#
# Condors bring 10,750 dollars and lose 1,640 dollars per vol point. A VIX call spread costs 0.54 points and has a delta of 0.19; its future moves 0.56 points per vol point. Which coverage do whole spreads for 25 % of the credit reach, as a decimal?

# %%
reached = ...
check("08.2", reached)

# %% tags=["solution"]
# Solution of 08.2
spreads = np.floor(0.25 * 10_750 / 54)
solution("08.2", spreads * 0.19 * 100 * 0.56 / 1640)

# %% [markdown]
# ### 08.3 Room for one future
#
# A condor with narrow wings loses 164 dollars per vol point and ties up 3,925. A sale may take 15 % of the account as margin. One VX future gains 564 dollars per vol point. What is the smallest account on which *one* future covers 40 to 60 %, in dollars?

# %%
smallest_dollars = ...
check("08.3", smallest_dollars)

# %% tags=["solution"]
# Solution of 08.3
solution("08.3", lesson.smallest_account(564, 164, 3925, 0.15)[2])

# %% [markdown]
# ### 08.4 Realised
#
# On three days the condors made -12,000, +4,000 and -30,000 dollars, the layer +6,000, -500 and +9,000. What is the realised coverage of these days? *Hint*: which sum comes first?

# %%
coverage_of_days = ...
check("08.4", coverage_of_days)

# %% tags=["solution"]
# Solution of 08.4
solution("08.4", risk.coverage_realised([6000, -500, 9000], [-12_000, 4000, -30_000]))

# %% [markdown]
# ### 08.5 Who sold the hedge?
#
# A layer that is kept at half of the condors' vega sold its last spreads on 2020-02-27. Because of the condors' `"vega"`, of the share of the `"credit"`, of a `"roll"`, or because it took a `"profit"`?

# %%
sold_because = ...
check("08.5", sold_because)

# %% tags=["solution"]
# Solution of 08.5
solution("08.5", "vega")

# %% [markdown]
# ## Take-aways
#
# - Delta x multiplier x beta: nothing else makes VIX instruments comparable. A VIX option's own vega is another quantity with the same name.
# - A quarter of the credit buys about half of the vega in VIX calls of up to 50 delta, mostly a little more: on a good third of the days the credit binds, on the others the vega.
# - A hedge kept at half of the vega paid 29 to 13 % of the condors' *loss* when VIX jumped (K2: not supported at 5 and 10 points, not decided at 3): most of the loss is not vega.
# - A rule that follows vega holds little when the old condors' vega has run out, whatever comes next: 43 spreads, 22 % of the vega, on the eve of the crash of 2020, after 137 nine days before. How many were held made more of the difference than who stayed.
# - The cost of the hedge averaged a fifth of the credit for a first layer that is always on, at our costs, and less for the steward; single years say anything (K4: depends).
# - Whole contracts: options and minis fit an account of one to four condors; a VX future first fits three wide or six narrow ones, or more, and not every larger number. Trading takes a tenth of a narrow condor's credit.
# - A return on margin leaves out what makes the margin safe.
#
# ## Sources
#
# - Rules R13 to R18, claims K2 and K4: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - F. Black, "The Pricing of Commodity Contracts", Journal of Financial Economics 3 (1976): delta and vega of options on futures.
# - W. Sharpe, "Capital Asset Prices", Journal of Finance 19 (1964): beta and the fair carry. M. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", Journal of Finance 23 (1968): alpha.
# - D. Politis and J. Romano, "A Circular Block-Resampling Procedure for Stationary Data" (1992): the intervals.
# - Cboe Futures Exchange: contract specifications of VX and mini VX futures (the latter listed since August 2020, before that a thought experiment) and of VIX options.
# - Data: see [data/README.md](../data/README.md).
