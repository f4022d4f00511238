# %% [markdown]
# # Replay ten crashes with and without the hedge
#
# After this notebook you can replay the whole rule set over any stretch of history, trace every dollar of a day to a trade, and say what the layers did in ten crashes, in the calm
# between them, and over nineteen years.

# %% [markdown]
# ## What you'll do
#
# - Read a policy as one value, replay it through one storm, and check three sums to the cent.
# - Trace a day's profit to its contracts, and a decision to its votes.
# - Compare five accounts in ten crashes, four calm windows and the whole history, at two levels of costs.
# - Decide with an interval whether drawdowns fell by more than half, and at what price.
# - Walk through a storm yourself, one evening at a time, without seeing tomorrow.
#
# ## What you need
#
# [04 Drift](04_drift.ipynb), [06 VIX instruments](06_vix_instruments.ipynb) and [08 Layer sizing](08_layer_sizing.ipynb). Time: 75 minutes, 15 of them for the exercises.
#
# This is a *model replay*, not a chain backtest. Index, VIX and the futures' settlements are real. Options on the S&P 500 are marked on the surface of [notebook 03](03_volatility_surface.ipynb), VIX options on an assumed
# smile, and all trades happen at the close, at half of an assumed half-spread. What that cannot tell comes at the end.

# %% tags=["imports"]
from dataclasses import replace

import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import risk, simulation, vix
from alvh_helpers.course import check, choice, neat, parameter, plots, solution
from alvh_helpers.course import nb11_crash_replays as lesson
from alvh_helpers.course.nb11_crash_replays import figures, widgets

# %% [markdown]
# The knobs. `EPISODE` is the stretch of sections 1, 2 and 7, and `READ_DAY` the day that is read aloud: "busiest day", "worst day", "best day" or "VIX peak". `COSTS` are two multiples of the trading costs: tables show the first in full and the
# second as the change. `RATIO` is the share of vega that the fixed rival keeps covered. `STARTS` are days before an episode on which accounts begin in the last section. `DRAWS` and `BLOCK` belong to the bootstrap: how many draws, and the mean length of a block in days.

# %% tags=["parameters"]
# change me
EPISODE = "Feb-Apr 2020"
READ_DAY = "busiest day"
COSTS = (1, 2)
RATIO = 0.5
STARTS = (20, 45, 75)
DRAWS = 500
BLOCK = 63

# %%
episode = choice("EPISODE", EPISODE, alvh.EPISODES)
days = ("busiest day", "worst day", "best day", "VIX peak")
read_day = choice("READ_DAY", READ_DAY, days)
once, other = lesson.multiples("COSTS", COSTS)
ratio = parameter("RATIO", RATIO, 0.05, 1)
starts = lesson.starts("STARTS", STARTS)
draws = parameter("DRAWS", DRAWS, 20, 5000, whole=True)
block = parameter("BLOCK", BLOCK, 5, 500)

# %% [markdown]
# ## 1. One value, one replay
#
# Rule R9 says that nothing is discretionary. Taken at its word: a policy is *one frozen value*, made of numbers and names, and a replay is a pure function of history and policy. This is the patient preset, the *steward*:

# %%
policy, rival = alvh.steward(), alvh.unhedged()
print(lesson.policy_in_words(policy))

# %% [markdown]
# `acted on 1 session later` is what the code calls `delay`: what voters and triggers say this evening is traded at the next close. `scaling` is why a cover of 25 % can be bound by 13 to 47 % of the vega.
#
# `rival` is the same account with the same condor rule, and without layers. Both begin with fresh capital 45 days before the episode, because the condor that a storm hits was sold before it.
#
# **Predict**: by how much do the layers cut the loss of this episode: a tenth, a third, by half?

# %%
ledger = simulation.episode_ledger(policy, episode, once)
alone = simulation.episode_ledger(rival, episode, once)
again = simulation.episode_ledger(policy, episode, once)
print(f"Replayed twice, the same to the cent: {ledger.equity.equals(again.equity)}")
both = pd.DataFrame({"without layers": alone.summary(), "hedged": ledger.summary()}).T
shown = ["profit", "drawdown", "worst_day", "credits", "hedge_cost", "costs", "condors"]
neat(both[shown], {"drawdown": ".1%"})

# %%
plots.show(*figures.one_replay(ledger, alone))

# %% [markdown]
# **Explain**. About a third. Look where: on the condors' worst day all layers together made less than a tenth of what the condors lost. The engine (L3) came in on the day *after* it, and brought most of what the layers earned; the table of section 4 shows each. A part of the
# difference is no hedge at all: the engine's capital is set apart, so this account sold 29 condors instead of 31.
#
# Does it add up? Three sums, to the cent:

# %%
neat(lesson.identities(ledger), ",.2f")

# %% [markdown]
# ## 2. Read the audit log
#
# Every sale, purchase, roll, resizing and refusal is written down with its reason. The whole episode:

# %%
log = ledger.decisions.assign(date=ledger.decisions["date"].dt.strftime("%Y-%m-%d"))
neat(log.set_index("date"))

# %% [markdown]
# **Predict**: L1 and L2 bought on 4 February, two weeks before the fall. On 2 March, the second evening after the worst day, L1 is made smaller by 34 units. Why would anybody sell a hedge in a storm?
#
# Because the rule covers a share of the vega (a quarter, R13, times the scaling), and a condor through which the index has run has little short vega left. Nine days later, on the busiest day, it has none:

# %%
made = ledger.profit.sum(axis=1)
notable = {
    "busiest day": ledger.decisions.groupby("date").size().idxmax(),
    "worst day": made.idxmin(),
    "best day": made.idxmax(),
    "VIX peak": alvh.load_market().table.loc[made.index, "vix"].idxmax(),
}
day = notable[read_day]
print(lesson.wrapped(ledger.explain(day)))

# %% [markdown]
# **Explain**. Everything is there: what is held and at which mark, what was done and why, whose trigger is on, and every vote with its number, as of the evening *before* (`delay` is one session). Five technical signals call and no fundamental one, so the quorum is not reached and nothing
# may be opened or made larger; a roll needs no quorum. L1 was due for a roll and bought nothing: the index, at 2,741.38, is below both puts of the condor, whose vega is no longer short. The engine rolled 19 units into 22, because its own capital had grown from 50,154 to 86,096 dollars.
#
# Each number in the first line can be followed to a contract. `before` and `now` are marks at the last close and at this one; a future has no mark, its moves are paid in cash (`variation`).

# %%
traced = lesson.trace_day(ledger, day)
neat(traced.set_index(["source", "contract"]), ",.2f")

# %% [markdown]
# `profit` is now - before + traded + costs + variation. By source it must be the ledger's:

# %%
sums = pd.DataFrame({"traced": traced.groupby("source", sort=False)["profit"].sum()})
sums["ledger"] = ledger.profit.loc[day].reindex(sums.index)
neat(sums, ",.2f")

# %% [markdown]
# ## 3. The table
#
# Five accounts: without layers, with each layer alone, and with all three. Ten crashes, four calm windows, and everything. Profit in dollars, of an account that began with a million:

# %%
accounts = simulation.taken_apart(policy)
stretches = (*alvh.CRASHES, *alvh.CALMS, alvh.WHOLE)
table = simulation.compare_policies(accounts, stretches, once)
neat(table["profit"])

# %% [markdown]
# **Predict** before you read on: in how many of the ten crashes is the drawdown of `all` less than half of that of `unhedged`?

# %%
neat(table["drawdown"], ".1%")

# %%
neat(table["worst_day"])

# %% [markdown]
# The cost of the hedge as a share of the credits that the condors brought in. Negative: the layers gained.

# %%
neat(table["hedge_share"].drop(columns="unhedged"), ".0%")

# %% [markdown]
# And what changes when trading costs the second multiple instead of the first:

# %%
changed = simulation.compare_policies(accounts, stretches, other) - table
neat(changed["profit"])

# %%
points = (
    100 * changed[[("drawdown", "unhedged"), ("drawdown", "all"), ("hedge_share", "all")]]
)
points.columns = [", ".join(names).replace("_", " ") for names in points.columns]
neat(points, "+.1f")

# %% [markdown]
# (Percentage points.) One of ten, and there it is the engine alone that does it. Further:
#
# - The layers gained in six crashes, cost in three, and in August 2024 did nothing. In the whole history they cost 11 % of the credits, and more than half of the profit is gone: 830,105 dollars against 1,788,366.
# - Layers do not add up. In 2020 L1 *gained*, and yet `L1` ends below `unhedged`:

# %%
shown = ["condors", "from condors", "hedge_cost", "profit"]
neat(
    pd.DataFrame(
        {
            name: alvh.outcome(p, "Feb-Apr 2020", once).summary[shown]
            for name, p in accounts.items()
        }
    ).T
)

# %% [markdown]
# In the middle of the storm, with a little more equity left, the sizing rule sold four condors on 20 March instead of three, and that condor lost more than L1 had gained. Whole contracts make steps, and steps make luck.
#
# And why nothing at all in August 2024? Ask the log for the evening after VIX closed at 38.57:

# %%
august = (
    simulation.episode_ledger(policy, "Aug 2024", once).explain("2024-08-06").splitlines()
)
print(next(line for line in august if "trigger (" in line))
print(august[-1].strip())

# %% [markdown]
# All three triggers were on, but no fundamental signal called, and four voters had no data: three of eight macro series (earnings, dividends, the dollar) end in 2023 or 2024, the breadth data in 2020. From then on the quorum is harder to reach, for a reason that has nothing to do with the market. The last section tries it without.
#
# Twice the costs, lastly, deepen no crash by more than 1.6 points; but in 2008 they take 28,865 dollars, and the hedged account's gain of 8,413 becomes a loss. Over nineteen years they take 406,525 from the account without layers and 398,207 from the other: with or without makes little difference.
#
# ## 4. The gallery
#
# The same accounts, day by day. All panels have one scale; the grey shape below is VIX.

# %%
plain, hedged = (simulation.column(p, alvh.CRASHES, once) for p in (rival, policy))
plots.show(*figures.gallery(plain, hedged, policy.capital.initial))

# %% [markdown]
# **Explain**. In half of the panels the two lines lie on one another while the damage is done: August 2015, December 2018, 2022, August 2024, April 2025. They part where VIX stays high for weeks: 2008 and 2020. May 2010, August 2011 and February 2018 lie between.
#
# And the calm windows, where a hedge can only be paid for:

# %%
calm_plain, calm_hedged = (simulation.column(p, alvh.CALMS, once) for p in (rival, policy))
plots.show(*figures.gallery(calm_plain, calm_hedged, policy.capital.initial))

# %% [markdown]
# Where the money came from, crashes first, then the calm windows:

# %%
by_source = {name: x.profit.sum() for name, x in (hedged | calm_hedged).items()}
by_source = pd.DataFrame(by_source).T.drop(columns="interest")
lost, gained = -by_source["condors"], by_source.drop(columns="condors").sum(axis=1)
by_source["offset"] = (gained / lost).where(lost > 0)
plots.show(*figures.profit_by_source(by_source, policy.capital.initial))

# %%
neat(by_source.loc[["Feb-Apr 2020", "Jan-Oct 2022"]], {"offset": ".0%"})

# %% [markdown]
# **Explain**. `offset` is what all layers gained as a share of the condors' loss. K7 says that the second engine offset the losses of 2020 and of 2022. **Verdict: not supported.** In 2020 the layers made good 28 % of the loss, two thirds of that through the engine; in 2022 they added to it,
# because VIX closed above 35 on two days only and the engine was in and out at a loss. [Notebook 10](10_second_engine.ipynb) takes the engine apart.
#
# The last calm window is worth a second look: VIX never above 22, and yet the worst of the four. The index drifted up through the calls. No VIX instrument gains on that.
#
# ## 5. Did the drawdown fall by more than half? (K5)
#
# The source says that in volatility spikes drawdowns fall by more than half while the income is kept. Our definition: the deepest fall of the account from its peak, as a share, with the layers against without; and the growth of the account over the whole history, with against without.

# %%
whole = {
    name: alvh.outcome(p, alvh.WHOLE, once)
    for name, p in (("without", rival), ("hedged", policy))
}
cut = lesson.reductions(
    plain | {alvh.WHOLE: whole["without"]}, hedged | {alvh.WHOLE: whole["hedged"]}
)
plots.show(*figures.dumbbells(cut, lesson.CLAIM))

# %% [markdown]
# One of ten. In August 2024 and in 2022 the fall was as deep or deeper than without layers. What decides? Sort the storms by how fast they came:

# %%
closes, weather = alvh.load_market().table, {}
for name in alvh.CRASHES:
    first, last = simulation.stretch_days(name)
    index, storm = (closes.loc[first:last, column] for column in ("spx", "vix"))
    fall, over = alvh.drawdown(index), np.flatnonzero(storm > 35)
    high = index.index.get_loc(fall.start)
    weather[name] = {
        "fall": -fall.depth,
        "sessions": storm.argmax() - high,
        "peak": storm.max(),
        "above_35": len(over),
        "first_above": over[0] - high if len(over) else np.nan,
    }

# %%
weather = pd.DataFrame(weather).T.join(cut[["reduction", "kept"]])
weather = weather.sort_values("sessions")
percents = {"fall": ".0%", "peak": ".2f", "reduction": ".0%"}
print(f"All ten: {cut.drop(alvh.WHOLE)['kept'].sum():,.0f} dollars kept")
neat(weather, percents)

# %% [markdown]
# `fall` is the index's from its high, `sessions` those from that high to the highest close of VIX, `kept` the hedged account's profit less the other's. Fast or slow does not sort them. The *dollars* come from the two storms with weeks of closes above 35: 97,624 and 73,690 of the 194,071 in 2020 and 2008. The *share* of the drawdown does not need them: one close
# goes with 25 % (February 2018), 12 with 28 % (August 2011), 39 with 29 %. (The 11 % of April 2025 hang on a single voter; see the last section.) And which layer made the cut?

# %%
plainer = replace(
    policy,
    name="no engine",
    layers=policy.layers[:2],
    capital=replace(policy.capital, engine=0.0),
)
parts = {"L1 and L2": plainer, "L3 alone": accounts["L3"], "all": policy}
cuts = {
    name: lesson.reductions(plain, simulation.column(p, alvh.CRASHES, once))["reduction"]
    for name, p in parts.items()
}
neat(pd.DataFrame(cuts), ".0%")

# %% [markdown]
# In 2008 and 2020 the engine, in August 2011, February 2018 and May 2010 L1 and L2. Then why so little on the worst days?

# %%
ledgers = {name: simulation.episode_ledger(policy, name, once) for name in alvh.CRASHES}
evenings = lesson.worst_evenings(ledgers)
neat(evenings, {"offset": ".0%", "cover": ".0%"})

# %% [markdown]
# **Explain**. `cover`: the layers' vega on the evening before the condors' worst day, as a share of the condors' own. `index_alone`: what the condors would have made had only the index moved that day; `vix_alone`: had only VIX and VIX3M. (The two overlap and need not add up.) `promised`: what hedges of that cover would have made, had they moved as VIX alone moved the condors.
#
# In nine of ten there was a hedge on that evening; it covered about half of the vega in three, about nine tenths or more in six. It made good 35 % of the loss in February 2018, and about a fifth or less in the other eight. Two reasons. First, the loss was hardly vega: in eight of ten the index alone makes nine tenths of it and more, because a condor
# near its short strike loses by delta and gamma. Only in February 2018 and August 2024 did VIX alone weigh more than the index alone, and in the second the layers were not there. Second, the hedge moved less than its vega promised: in six of nine the layers made less than three fifths of it.
#
# Ten episodes cannot carry an interval. The whole history can: days are drawn in blocks, the same blocks for both accounts.

# %%
equities = {}
for times in (0, 1, 2, 4):
    for name, p in (("without", rival), ("steward", policy)):
        equities[f"{name} {times}x"] = alvh.outcome(p, alvh.WHOLE, times).equity
equities |= {
    f"fixed {x:.0%}": alvh.outcome(alvh.fixed_ratio(x)).equity for x in (ratio, ratio / 2)
}
equities["no engine"] = alvh.outcome(plainer).equity
equities["promoter"] = alvh.outcome(alvh.promoter()).equity
drawn = risk.resample_together(
    {name: risk.period_returns(equity) for name, equity in equities.items()},
    ("max drawdown", "growth"),
    np.random.default_rng(11),
    draws,
    block,
)


# %%
def with_interval(first, second, figure, reduction=False):
    """The figure of both accounts, their difference, and its interval."""
    return drawn.against(first, second, figure, reduction)._asdict()


def by_costs(figure, reduction=False):
    """The steward against the account without layers, by costs."""
    times = {f"{t}x costs": (f"steward {t}x", f"without {t}x") for t in (0, 1, 2, 4)}
    return pd.DataFrame(
        {name: with_interval(*pair, figure, reduction) for name, pair in times.items()}
    ).T


falls = by_costs("max drawdown", reduction=True).drop(columns="above_zero")
neat(falls.set_axis(["hedged", "without", "smaller by", "low", "high"], axis=1), ".1%")

# %%
income = by_costs("growth").drop(columns="above_zero")
neat(income.set_axis(["hedged", "without", "difference", "low", "high"], axis=1), ".1%")


# %%
def judged(row, claim, form):
    """A difference, its interval, and what that says of "more than the claim"."""
    low, high = row["low"], row["high"]
    word = (
        "supported" if low > claim else "not supported" if high < claim else "not decided"
    )
    words = [f"{row['difference']:{form}}", f"{low:{form}} to {high:{form}}", word]
    return dict(zip(("measured", "95 % interval", "verdict"), words))


verdicts = {
    "whole history: halved": judged(falls.loc["1x costs"], lesson.CLAIM, ".0%"),
    "income kept, a year": judged(income.loc["1x costs"], 0.0, "+.1%"),
}
crashes = cut.drop(alvh.WHOLE)["reduction"]
print(f"Halved: {(crashes > lesson.CLAIM).sum()} of {len(crashes)} crashes")
pd.DataFrame(verdicts).T

# %% [markdown]
# **Explain**. First table: the hedged account's drawdown, the other's, by which share it is smaller, and the interval. Second: growth a year.
#
# **Verdict on K5: not supported.** At 1x costs the deepest fall of nineteen years is 12 % smaller, and the interval reaches from 21 % deeper to 23 % smaller: one half is far outside, at any costs, and whether there is a gain at all is open. The income is not kept: 2.3 points of 5.5 a year are gone, and the interval
# excludes zero from 1x costs on; only without any costs it does not. What holds: one storm was halved, 2008, where the engine alone does it (51 %); and nearly nine tenths of the dollars kept come from 2008 and 2020.
#
# ## 6. Put the crashes back among the calm years
#
# **Predict**: ten crash windows hold a tenth of all days. Which share of the account's losses, and which share of the layers' gains, falls on them?

# %%
print(lesson.policy_in_words(alvh.promoter()))

# %% [markdown]
# That is the *promoter* (R25): weekly condors, most of the account as margin, an engine with three times its capital, and premium sold after a crest. The *fixed ratio* (R32) has the steward's condors and the instruments of L1 and L2, always on, at one share of the vega, without budget, cap or engine. Its like is therefore the steward without engine (`no engine`). All at 1x costs:

# %%
rivals = {
    "without layers": rival,
    "steward": policy,
    f"fixed {ratio:.0%}": alvh.fixed_ratio(ratio),
    "promoter": alvh.promoter(),
}
roles = ("condor", "together", "hedge", "vix")
lines = {
    name: (role, alvh.outcome(p).equity) for role, (name, p) in zip(roles, rivals.items())
}
plots.show(*figures.accounts(lines))

# %%
summaries = pd.DataFrame(
    {name: alvh.outcome(p).summary for name, p in (rivals | {"no engine": plainer}).items()}
).T
shown = ["profit", "return", "drawdown", "worst_day", "hedge_share", "costs"]
neat(summaries[shown], {"return": ".1%", "drawdown": ".1%", "hedge_share": ".0%"})

# %%
kept_ratio, half_of_it = f"fixed {ratio:.0%}", f"fixed {ratio / 2:.0%}"
pairs = [
    ("steward 1x", other_one)
    for other_one in ("without 1x", "promoter", "no engine", kept_ratio)
]
pairs += [("no engine", kept_ratio), ("no engine", half_of_it), (kept_ratio, "without 1x")]
names = [f"{a} less {b}".replace(" 1x", "") for a, b in pairs]


def differences(figure):
    """The differences of all pairs in one figure, with intervals."""
    rows = [with_interval(*pair, figure) for pair in pairs]
    return pd.DataFrame(rows, names)[["difference", "low", "high"]]


neat(differences("growth"), "+.1%")

# %%
neat(differences("max drawdown"), "+.1%")

# %% [markdown]
# (First table: growth a year. Second: the deepest fall, in points of the peak; negative is better.) And the promoter's own deepest fall:

# %%
wild = equities["promoter"]
fell = alvh.drawdown(wild)
days = (fell.start, wild.diff().idxmin(), fell.trough)
neat(
    pd.DataFrame({"account": wild[list(days)]}, list(days))
    .set_axis(["peak", "worst day", "trough"])
    .assign(date=[f"{d:%Y-%m-%d}" for d in days])
)

# %% [markdown]
# Now by weather, the steward first:

# %%
window = pd.Series("other days", alvh.outcome(policy).profit.index)
for name, episode_days in alvh.EPISODES.items():
    window[episode_days.start : episode_days.end] = name
kinds = {"ten crashes": alvh.CRASHES, "four calms": alvh.CALMS}
kind = window.replace({name: kind for kind, names in kinds.items() for name in names})


def by_weather(profit):
    """A profit by day and source, in the crash windows, the calm windows and on all other days."""
    sums = profit.assign(total=profit.sum(axis=1)).groupby(kind).sum()
    sums.insert(0, "days", kind.value_counts(normalize=True))
    return sums.loc[[*kinds, "other days"]]


# %%
split = by_weather(alvh.outcome(policy).profit)
split["layers"] = split[[layer.name for layer in policy.layers]].sum(axis=1)
neat(split, {"days": ".0%"})

# %%
neat(by_weather(alvh.outcome(rival).profit), {"days": ".0%"})

# %%
layers = alvh.outcome(policy).profit.drop(columns=["condors", "interest"]).sum(axis=1)
total = alvh.outcome(rival).profit.sum(axis=1)
by_crash = pd.DataFrame({"days": 1.0, "without": total, "layers": layers})
by_crash = by_crash.groupby(window).sum().loc[list(alvh.CRASHES)]
by_crash[["days", "of_all", "of_gain"]] = by_crash / by_crash.sum()
by_crash = by_crash[["days", "without", "of_all", "layers", "of_gain"]]
neat(by_crash, {"days": ".0%", "of_all": ".0%", "of_gain": ".0%"})

# %% [markdown]
# `without`: what the account without layers made in each window, `of_all` its share of the ten; `layers` and `of_gain`: the same of the steward's layers. The steward's shortfall by source:

# %%
missing = (
    alvh.outcome(policy).profit.sum().sub(alvh.outcome(rival).profit.sum(), fill_value=0.0)
)
missing["layers"] = missing[[layer.name for layer in policy.layers]].sum()
neat(missing[["layers", "interest", "condors"]].to_frame("dollars"))

# %%
years = {}
for name, p in (("without", rival), ("hedged", policy)):
    ends = alvh.outcome(p).equity.groupby(kind.index.year).last()
    years[name] = ends / ends.shift(1, fill_value=policy.capital.initial) - 1
years = pd.DataFrame(years)
years["added"] = years["hedged"] - years["without"]
plots.show(*figures.regret(years))

# %% [markdown]
# **Explain**. The account without layers lost 1,669,588 dollars in the crash windows, a tenth of all days, and made twice as much on the others. The steward's layers earned 232,557 dollars in the crash windows; they paid 147,626 in the calm ones and 713,187 on all other days, together almost four times as much. "Ten crashes" is a large name for it: 2020 alone is 56 % of the loss, 2008 and 2020 are
# 76 % of the layers' gain, and 2022 is 42 % of the days. Most of the rest of the shortfall is T-bill interest on a smaller account, 184,601 dollars; the condors, of which a smaller account sells fewer, are 145,404. In dollars later years weigh more, since accounts grow; by calendar year the hedge added to 4 of 20 returns. Whoever began in 2009 paid in ten of eleven years
# before a storm paid back.
#
# **Verdict on adaptive against fixed, same instruments (R32): depends** on the ratio that is kept. Against 50 % the steward without engine grew 0.9 points a year faster, and the interval excludes zero; against 25 % it grew 0.6 points slower, and the interval holds zero. The drawdown is not decided against either. With the engine the steward's drawdown is 6.2 points below the fixed one's instead of 3.1, and that
# too is not decided. What is decided is that the fixed 50 % cost income: 2.8 points a year.
#
# **Verdict on steward against promoter (R25): the drawdown is decided, the income is not.** In March 2020 the promoter's engine, at three times its capital, carried the account to 5,691,096 dollars, and its worst day, five days later, took 1,466,420 back; two years after the peak 85 % of the peak was gone. Its growth differs from the steward's by less than a point, with an interval from 17 points worse to 15 better for
# the steward. Leverage bought no income that this history can see.
#
# ## 7. Walk through a storm one day at a time
#
# Rule R31. Everything so far was read from its end. Now you stand on an evening: you see the index, VIX, its front future and the strikes of the condors you hold, up to that close and no further. You may hold mini futures against them, or leave the condors. Orders are filled at the next close, as those of the rules are.

# %%
walk_from = ledger.record.sessions[ledger.record.sessions >= alvh.EPISODES[episode].start][
    0
]
evening = ledger.record.sessions[ledger.record.sessions.get_loc(day) - 1]
plots.show(*widgets.step_view(ledger, max(evening, walk_from), since=walk_from))

# %% [markdown]
# The evening before the day of section 2. **Decide** before you go on: how many minis, and do the condors stay?

# %% tags=["nbval-ignore-output"]
widgets.stepper_explorer(
    lambda name: simulation.episode_ledger(policy, name, once), episode
)


# %% [markdown]
# ## What breaks this: the first day, one voter, the calendar, the smile
#
# **The day on which the account began.** An episode is one draw of a calendar lottery: which condors were open when it came. The same crashes from accounts that began on other days:

# %%
def begun(days):
    """The drawdowns of both accounts, begun so many days before each crash."""
    pair = (
        simulation.column(p, alvh.CRASHES, once, days_before=days) for p in (rival, policy)
    )
    return lesson.reductions(*pair)


luck = pd.concat({days: begun(days) for days in starts}, names=["days", "episode"])
plots.show(*figures.start_dots(luck))

# %% [markdown]
# Condors are sold on third Fridays; 20, 45 or 75 days decide how many are open when the storm comes. In April 2025 the account without layers lost a tenth or gained a little; in February 2018 a condor sold in December had already lost on the *upside* before the storm. So no profit of one episode is a result. The reduction of the
# drawdown hangs on the start less, except in May 2010.
#
# **A number that nobody had.** Growth (GDP) stands in the data as one late vintage, revised since, and counts as known after a fixed delay, which the shutdown of winter 2018-19 outlasted. That is a look-ahead, and these data cannot undo it. Where does it matter? Days on which each fundamental voter called, February to April 2025:

# %%
cast = alvh.load_daily_market().votes
calls = cast.table.loc["2025-02":"2025-04", list(cast.of_kind("fundamental"))].gt(0).sum()
print(", ".join(f"{name} {days}" for name, days in calls.items()))
blind = replace(
    policy,
    quorum=alvh.Quorum(3, voters=tuple(name for name in cast.names if name != "gdp")),
)
seen = {"without layers": rival, "with the growth figure": policy, "without it": blind}
table = simulation.compare_policies(seen, ("Dec 2018", "Apr 2025", alvh.WHOLE), once)
neat(table[["profit", "drawdown"]], {("drawdown", name): ".1%" for name in seen})


# %% [markdown]
# In April 2025 growth is the only fundamental voter that calls. Without it no layer opens: profit and drawdown are those of the account without layers, and the reduction of 11 % is gone. December 2018 stays what it was. The whole history ends higher without this voter, 929,817 dollars instead of 830,105: the look-ahead flattered one drawdown, not the nineteen years.
#
# **Calendar, delay, costs, smile, voters.** The same ten episodes under other assumptions, each against its own account without layers:

# %%
def score(hedged, costs=once, **how):
    """Count the ten crashes of a policy against the same account without its layers."""
    alone = simulation.column(alvh.unhedged(hedged), alvh.CRASHES, costs)
    table = lesson.reductions(alone, simulation.column(hedged, alvh.CRASHES, costs, **how))
    return {
        "episodes": len(table),
        "by more than half": (table["reduction"] > lesson.CLAIM).sum(),
        "deeper": (table["reduction"] < 0).sum(),
        "median reduction": table["reduction"].median(),
        "profit difference": table["kept"].sum(),
    }


# %%
weekly = replace(policy, condor=replace(policy.condor, every="week"))
technical = replace(policy, quorum=alvh.Quorum(3, fundamental=0))
cases = {"as above": score(policy), f"{other:g}x costs": score(policy, other)}
cases |= {
    "condors sold every Friday": score(weekly),
    "no fundamental call needed": score(technical),
}
cases["without the growth figure"] = score(blind)
cases |= {f"acted on {n} sessions later": score(replace(policy, delay=n)) for n in (0, 2)}
cases |= {
    f"{name} VIX smile": score(policy, smile=vix.BAND_SMILES[name])
    for name in ("low", "high")
}
neat(pd.DataFrame(cases).T, {"median reduction": ".0%"})

# %% [markdown]
# Delay, smile, costs and quorum leave the count of halved drawdowns at one of ten. Without the fundamental call, which missing data make rare in the last years, the median rises from 17 to 22 %. The calendar moves most: sold every Friday, two of ten drawdowns are halved, and the median reduction is 27 %. One reading: with several smaller condors open, some are always fresh, and a hedge that is sized by vega finds a vega. That is better, and still not the claim.
#
# **Moved condors.** Rule R20 re-centres the wings, or moves the condors' own expiry, on the days on which the first layer is rolled; as many are sold anew as are bought back, or fewer. Over the whole history, growth a year and deepest fall:

# %%
ways = {"untouched": None, "wings re-centred": "wings", "expiry moved": "expiry"}
rows = {}
for name, shift in ways.items():
    for who, p in (("without layers", rival), ("hedged", policy)):
        moved = replace(p, condor=replace(p.condor, shift=shift))
        found = {n: alvh.outcome(moved, alvh.WHOLE, n).summary for n in (once, other)}
        rows[name, who] = {
            f"{what}, {n:g}x": found[n][what]
            for what in ("return", "drawdown")
            for n in (once, other)
        }
neat(pd.DataFrame(rows).T, ".1%")

# %% [markdown]
# At once the costs the deepest falls are smaller, most of all with the expiry moved under a hedge; re-centring the wings takes a quarter of the growth or more, moving the expiry less. At twice the costs that is over: wherever condors are moved the growth is lower, the hedged accounts lose money or earn nothing, and no fall is clearly smaller. All four legs are bought back and sold anew, month after month: what moving condors is worth hangs on what trading costs, and that is assumed here. (Single paths of one history, without intervals.)
#
# **What a model replay cannot know.**
#
# - *The chain.* Option prices come from a surface; its error is measured in [notebook 03](03_volatility_surface.ipynb). It touches the profit of both accounts alike and mostly cancels in their difference. The profits of `unhedged` themselves are worth less than they look.
# - *The day.* There are closes only. On 2024-08-05 VIX stood far higher in the morning than at its close; the replay saw the close and could act at the next one.
# - *The fill.* Spreads are assumed, and in the worst hours there may be no quote at all. Mini futures were listed in 2020; before that, ten of them stand for one.
# - *The broker*, who raises margins when it hurts.
# - *Hindsight.* The rules were published in May 2026. Their authors knew all ten crashes, and so did we when we chose the windows. Nothing here is out of sample.
#
# ## Exercises
#
# Each stands on its own numbers or dates. Solutions are folded below each exercise.
#
# ### 11.1 The deepest fall
#
# An account is worth 1,000,000, 1,040,000, 980,000, 1,020,000, 920,000 and 1,100,000 dollars on six days. What is its largest drawdown, as a share?

# %%
deepest = ...
check("11.1", deepest)

# %% tags=["solution"]
# Solution of 11.1
path = np.array([1_000_000, 1_040_000, 980_000, 1_020_000, 920_000, 1_100_000])
solution("11.1", (1 - path / np.maximum.accumulate(path)).max())

# %% [markdown]
# ### 11.2 Smaller by which share?
#
# A drawdown of 36 % becomes one of 27 %. By which share is it reduced? (The claim asks for more than 0.5.)

# %%
reduced_by = ...
check("11.2", reduced_by)

# %% tags=["solution"]
# Solution of 11.2
solution("11.2", 1 - 27 / 36)

# %% [markdown]
# ### 11.3 Variation margin
#
# Ten mini VX futures that expire on 2020-05-20, had they existed (they were listed in August 2020), are held from the settlement of 2020-03-06 to that of 2020-03-09. What do they pay, in dollars? *Hint*: `alvh.load_market().vx("2020-05-20")`.

# %%
variation = ...
check("11.3", variation)

# %% tags=["solution"]
# Solution of 11.3
contract = alvh.load_market().vx("2020-05-20")
solution("11.3", 10 * 100 * (contract["2020-03-09"] - contract["2020-03-06"]))

# %% [markdown]
# ### 11.4 The luck of the first day
#
# Replay `unhedged()` through "Apr 2025" at 1x costs, once begun 20 days before the episode and once 45. How many dollars more did the first account end with? *Hint*: `alvh.outcome(alvh.unhedged(), "Apr 2025", days_before=...)`.

# %%
luckier_by = ...
check("11.4", luckier_by)

# %% tags=["solution"]
# Solution of 11.4
late, early = (
    alvh.outcome(alvh.unhedged(), "Apr 2025", days_before=n).summary["profit"]
    for n in (20, 45)
)
solution("11.4", late - early)

# %% [markdown]
# ### 11.5 A gain that does not help
#
# In a storm the layers of an account gained; it held the same condors as without them, and yet its deepest fall was as deep. How can that be: `"timing"` (of the gain against the deepest day), `"costs"` (of the layers' trades), `"interest"` (on the reserve), `"rounding"`?

# %%
how_come = ...
check("11.5", how_come)

# %% tags=["solution"]
# Solution of 11.5
solution("11.5", "timing")

# %% [markdown]
# ## Take-aways
#
# - A policy is one value, a replay a function of it: the same input gives the same cents, and every cent leads to a trade with a reason.
# - K5 is not supported: one drawdown of ten is halved, the whole history's is 12 % smaller with an interval from -21 to 23 %, and 2.3 points of 5.5 a year are paid for it.
# - The dollars kept come from 2008 and 2020. On the worst days the loss was hardly vega, and the hedge moved less than its vega promised.
# - Crash windows hold a tenth of the days. A hedge is judged by the other nine tenths.
# - One crash is one draw: begun on another day, three of ten episodes turn from gain to loss. And one voter, a revised figure, is all the hedge of April 2025.
# - The replay has neither chain nor intraday nor fills, and its rules were written after the crashes.
#
# ## Sources
#
# - Rules R5, R9, R25, R28, R31, R32 and claims K5, K7: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - D. Politis and J. Romano, "The Stationary Bootstrap", Journal of the American Statistical Association 89 (1994).
# - Data: S&P 500 close (S&P Dow Jones Indices), VIX and VVIX closes (Cboe), VX daily settlement (Cboe Futures Exchange); see [data/README.md](../data/README.md).
