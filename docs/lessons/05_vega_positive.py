# %% [markdown]
# # Turn a condor vega-positive, and see what that costs
#
# After this notebook you can say which way any condor's vega points and why, build one that is long vega by ratio or by later wings, and name the three currencies in which that is paid for.

# %% [markdown]
# ## What you'll do
#
# - Test claim K1, "wider spreads make the condor long vega", over widths, deltas, days and VIX levels.
# - State the exact condition under which a spread is short vega, and check it where the index is anywhere but in the middle.
# - Build condors that do land in the claimed range, by more wings and by later wings, and read their credit, theta and margin.
# - Follow such condors to expiry, into a crash, through 2017, February 2018 and March 2020, and over the whole history.
# - Try conversions and reversals on a condor's break-evens (claim K20).
#
# ## What you need
#
# [01 Condor anatomy](01_condor_anatomy.ipynb), [02 Condor Greeks](02_condor_greeks.ipynb) and [03 The volatility surface](03_volatility_surface.ipynb). Time: 40 minutes, 12 of them for the exercises.
#
# All prices are the surface's, at mid and before trading costs: a model, anchored to each day's VIX and VIX3M. Notebook 03 shows its errors. Where the answer leans on it, this notebook says so.

# %% tags=["imports"]
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, pricing, risk
from alvh_helpers.course import check, fit_errors, neat, parameter, plots, solution
from alvh_helpers.course import nb05_vega_positive as lesson
from alvh_helpers.course.nb05_vega_positive import figures, widgets

# %% [markdown]
# `CLAIM_DAY` gives the index level and rates: a day of the month in which the claim was published. `DAYS` and `SHORT_DELTA` are the condor's; `WING` is the plain condor's width in points. `LOW` and `HIGH` are the claimed vega. `LATER` is by how many days
# later-dated wings outlive the shorts. The crash is a real one: index, VIX and VIX3M move as they did between the closes of `CRASH_FROM` and `CRASH_TO`. `EVERY`: on every how many-th session of the history a condor is sold.

# %% tags=["parameters"]
# change me
CLAIM_DAY = "2026-05-12"
DAYS = 45
SHORT_DELTA = 0.16
WING = 100
LOW = 0.18
HIGH = 0.35
LATER = 28
CRASH_FROM = "2020-02-21"
CRASH_TO = "2020-02-28"
EVERY = 10

# %%
market = alvh.load_market()
day, first, last = (market.day(d) for d in (CLAIM_DAY, CRASH_FROM, CRASH_TO))
crash_days = (last.date - first.date).days
parameter("the days from CRASH_FROM to CRASH_TO", crash_days, 1, 10)
wing, every = parameter("WING", WING, 5, 1000), parameter("EVERY", EVERY, 5, 50, whole=True)
wait = parameter("LATER", LATER, 21, 84, whole=True)
claimed = parameter("LOW", LOW, 0.01, 2), parameter("HIGH", HIGH, LOW, 2)
aim = parameter("DAYS", DAYS, 15, 180, whole=True)
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.05, 0.40)

# %%
surface = alvh.surface_of(market, day.date)
expiry = alvh.next_spx_expiry(day.date, aim)
time = alvh.year_fraction(day.date, expiry)
shorts = alvh.choose_strikes(surface, time, short_delta=delta)[1:3]
print(f"{day.date:%Y-%m-%d}: S&P 500 {day.spx:,.2f}, VIX {day.vix:.2f}")
print(f"Expiry {expiry:%Y-%m-%d}, {365 * time:.0f} days")
print(f"Short strikes {shorts[0]:,.0f} and {shorts[1]:,.0f}")

# %% [markdown]
# ## 1. What is claimed
#
# The source says that *widening the spreads* turns a condor of 15- to 20-delta shorts, 45 days out, vega-positive, to +0.18 to +0.35 *per contract*. The unit is not given. We read it as index points per vol point of one condor, so 18 to 35 dollars; other readings come in section 4.
# How large is that beside the options the condor is made of?

# %%
plain = lesson.strikes_at(shorts, wing)
naked = -lesson.net_vega(surface, plain, time, wings_per_short=0)
print(f"Vega of the two short options        {-naked:+.2f} points")
print(
    f"Vega of the condor, {wing:.0f} wide   {lesson.net_vega(surface, plain, time):+13.2f} points"
)
print(
    f"Claimed {claimed[0]:+.2f} to {claimed[1]:+.2f}, in percent of what was sold "
    f"{100 * claimed[0] / naked:+.1f} to {100 * claimed[1] / naked:+.1f}"
)


# %% [markdown]
# The claim is that the wings not only make up for the vega that was sold, but overshoot by a few percent.
#
# ## 2. Widen it
#
# **Predict**: the wing moves away from the market. Does its vega rise or fall? And the condor's?
#
# The VIX3M that belongs to a VIX of 14, 20 or 30 is taken from history: a line through the logarithms of both.

# %%
def usual_surface(vix):
    """Surfaces of the claim day's index and rates at other VIX levels."""
    vix3m = lesson.usual_vix3m(market, vix)
    return alvh.spx_surface(day.spx, vix, vix3m, day.rate, day.dividend_yield)


WIDTHS, VIXES, DELTAS = [25, 50, 100, 200, 400, 800], [14, 20, 30], [0.15, 0.20]
there = usual_surface(np.array(VIXES, dtype=float))
found = lesson.plain_grid(there, aim / 365, DELTAS, WIDTHS)
rows = {
    f"{100 * d:.0f} delta, VIX {v}": found[i, :, j]
    for i, d in enumerate(DELTAS)
    for j, v in enumerate(VIXES)
}
k1 = pd.DataFrame(rows, index=pd.Index(WIDTHS, name="width"))
neat(k1, "+.2f")

# %% [markdown]
# Every number is negative, and every column falls. From top to bottom the condor goes from a little short vega to nearly as short as if it had no wings. The claim asks for the opposite, in sign and in direction.
#
# The same on a map, with all widths and VIX levels in between:

# %%
widths, vixes = np.geomspace(10, 1000, 31), np.linspace(10, 60, 31)
found = lesson.plain_grid(usual_surface(vixes), aim / 365, DELTAS, widths)
panels = {
    f"shorts of {100 * d:.0f} delta, {aim} days": vega.T for d, vega in zip(DELTAS, found)
}
plots.show(*figures.vega_map(widths, vixes, panels, claimed=claimed))

# %% [markdown]
# **Explain**: vega is largest at the money and falls off to both sides. The short option is nearer to the money than its wing, so the pair is short vega. Push the wing out, and the little vega that it had to offer goes as well. What "widening" buys is credit, and vega is what it is paid with.
#
# ## 3. Is that so everywhere?
#
# "Widening" could also mean shorts further out, or more days, or another VIX. So count. A grid of condors: seven deltas, nine expiries, twelve VIX levels, nine widths.

# %%
MANY_DELTAS = [0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40]
MANY_DAYS = [1, 3, 7, 14, 30, 45, 60, 90, 180]
MANY_VIX = [9, 10, 12, 14, 17, 20, 25, 30, 40, 50, 65, 80]
MANY_WIDTHS = [5, 10, 25, 50, 100, 200, 400, 800, 1600]
level, days = (x.ravel() for x in np.meshgrid(np.array(MANY_VIX, dtype=float), MANY_DAYS))
grid_of = usual_surface(level), days / 365, MANY_DELTAS, MANY_WIDTHS
own = lesson.plain_grid(*grid_of)
rising = np.diff(own, axis=1) > 1e-12
print(f"{own.size:,} condors, {(own >= 0).sum()} of them not short vega")
print(f"Less short than the next narrower one: {rising.sum()}")

# %% [markdown]
# None. And no surface could make one, if it is free of butterfly arbitrage. An option's vega is proportional to forward x normal density of d1 x square root of time: of one expiry, whichever strike has its d1 nearer to zero has more of it. And d1 falls as the strike rises, on any smile that is
# free of that arbitrage. So for wings of the shorts' own expiry, one a short:
#
# > A spread is short vega exactly if the d1 of its two strikes add up to more than zero (put spread) or less than zero (call spread). Two strikes whose deltas are below a half in size always do. Widening makes it more short for as long as the *wing's* delta is below a half.
#
# The sum changes its sign where the forward stands near the geometric middle of the two strikes. So let the index move off the centre, and days pass.

# %%
spots = np.linspace(max(plain[0] - 3 * wing, 0.3 * day.spx), plain[3] + 3 * wing, 121)
moved = surface.bumped(spot=spots - day.spx)
by_width = {
    f"{w:.0f}": lesson.net_vega(
        moved, lesson.strikes_at(np.tile(shorts, (121, 1)), np.full(121, w)), time
    )
    for w in np.minimum(np.array([0.5, 1, 2, 4]) * wing, 0.8 * shorts[0])
}
left = np.append([0.5, 1, 2], np.linspace(3, 365 * time, 18))
legs = np.broadcast_to(plain, (21, 121, 4))
stretch = surface.bumped(spot=np.tile(spots - day.spx, (21, 1)))
grid = lesson.net_vega(stretch, legs, left[:, None] / 365)
middles = np.sqrt(plain[0] * plain[1]), np.sqrt(plain[2] * plain[3])
plots.show(*figures.off_centre(spots, by_width, left, grid, middles=middles))

# %%
puts, calls = lesson.spread_sums(stretch, legs, left[:, None] / 365)
inside = (puts > 0) & (calls > 0)
print(f"Both spreads short by their d1: {inside.sum():,} points of {inside.size:,}")
print(f"The condor is short vega at {(grid[inside] < 0).sum():,} of them")

# %% [markdown]
# Between the middles of the wings the condor is short vega, on the first evening as on the last. It is long vega only when the index has run *through* a short strike and at least half way to the wing. By then most of the loss is there, and vega is the hope of getting something back. And the wider the wing, the
# further the index has to fall for that. Pushing a wing out adds vega in one place only: where the wing itself is in the money already.
#
# One more meaning of vega. Let the VIX move and the whole surface with it, level, slope and skew, as in notebook 02:

# %%
by_vix = lesson.plain_grid(*grid_of, vega=lesson.vix_vega)
at_delta, at_width, at = np.nonzero(by_vix >= 0)
found = {
    "short delta": 100 * np.array(MANY_DELTAS)[at_delta],
    "width": np.array(MANY_WIDTHS)[at_width],
    "VIX": level[at],
    "days": days[at],
    "VIX vega": by_vix[at_delta, at_width, at],
    "vega": own[at_delta, at_width, at],
}
print(f"{by_vix.size:,} condors by VIX vega, {len(at)} of them not short")
neat(pd.DataFrame(found), {"VIX vega": "+.2f", "vega": "+.2f"})

# %% [markdown]
# A handful remain, all of them 5-delta shorts half a year out at one level of the VIX. Their options' own vega is as negative as ever. It is the surface's *tilt*, which turns between calm and normal markets, that lifts the far options more than the near ones; and in that corner the surface rests on few quotes (notebook 03). The claim's
# condor, 45 days and 15 to 20 delta, is not near it.
#
# ## 4. Two ways that do turn the sign
#
# More wings than shorts, or wings that live longer. For both there is a width at which the vega is what was claimed.
#
# **Predict**: which of the two will still earn theta?

# %%
later = f"{wait} d later"
plan = {
    "1:1": lesson.Build(width=wing / day.spx),
    "2:1": lesson.Build(2),
    "3:1": lesson.Build(3),
    later: lesson.Build(1, wait),
}
late = alvh.next_spx_expiry(day.date, aim + wait)

# %%
out = np.linspace(25, 0.14 * day.spx, 40)


def sweep(build):
    """Both vegas (points) and theta (dollars a day) of a build while its wings move outwards."""
    ends = alvh.year_fraction(day.date, late if build.later else expiry)
    terms = {"wing_time": ends, "wings_per_short": build.wings_per_short}
    legs = lesson.strikes_at(np.tile(shorts, (len(out), 1)), out)
    greeks = alvh.condor_greeks(surface.bumped(spot=0 * out), legs, time, **terms)
    found = {"vega": greeks.vega, "vix_vega": greeks.vega_vix, "theta": 100 * greeks.theta}
    return pd.DataFrame(found, index=out)


# %%
curves = {name: sweep(build) for name, build in plan.items()}
flat_line = -100 * surface.atm_vol(time) * 100 / (2 * time * 365)  # theta per point of vega
plots.show(*figures.price_of_vega(curves, claimed=claimed, flat=float(flat_line)))

# %% [markdown]
# With one volatility and no rates, theta = -volatility x vega / (2 x time left), whatever the strikes: the dotted line. As long as there is one expiry and one volatility, who is long vega pays theta, and no ratio or width gets around it. On the smile the ratio builds lie *below* the line, for the far puts that they buy more of
# are bought at a high volatility.
#
# Later wings escape, because their time is another one. But look at the right: against the *VIX* they are still short. A later volatility counts in full in the vega, and follows the VIX only in part. The claimed vega is there, and it is not the vega one wanted.
#
# ### The builds that land
#
# Each with its wings on the listed strikes whose vega is nearest to the middle of the claimed range, beside the plain condor.

# %%
target = sum(claimed) / 2
sold = {
    name: lesson.land(surface, day.date, shorts, aim, build, target)
    for name, build in plan.items()
}


def landed_table(sold):
    """Width and both vegas of condors in points; credit, theta and margin in dollars of one."""
    rows = {}
    for name, made in sold.items():
        now = made.book.greeks(surface, day.date)
        width = made.strikes.short_put - made.strikes.long_put
        rows[name] = {"width": width, "vega": now.vega / 100}
        rows[name]["VIX vega"] = lesson.sold_vix_vega(surface, made)
        rows[name] |= {"credit": -made.book.cost, "theta a day": now.theta}
        rows[name]["margin"] = made.book.margin(surface, day.date)
    return pd.DataFrame.from_dict(rows, orient="index")


# %%
landed = landed_table(sold)
same = lesson.Build(width=landed["width"]["2:1"] / day.spx)
as_wide = {"1:1, as wide as 2:1": lesson.land(surface, day.date, shorts, aim, same)}
table = pd.concat([landed, landed_table(as_wide)])
neat(table, {"vega": "+.2f", "VIX vega": "+.2f", "theta a day": "+.0f"})

# %% [markdown]
# Width and the two vegas are in points, the rest in dollars of one condor. The ratio condors bring less than half of the plain one's credit on more than three times the margin (rule R29: width less credit), and begin by paying theta; beside a plain condor of the same width, four fifths of the credit are gone. Against the VIX the 2:1 condor is neutral, no more. The later-dated one earns theta, but hardly any credit: its income is a bet on what the wings will be worth when the shorts
# expire.
#
# The package has a builder for each of the two ways. Here they place their shorts by delta and their wings as far out as above, and `condor_summary` puts them beside the plain condor:

# %%
wings, how = landed["width"], {"date": day.date, "short_delta": delta}
made = {
    "1:1": alvh.iron_condor(market, expiry, wing_points=wings["1:1"], **how),
    "2:1": positions.ratio_condor(
        market, expiry, wing_points=wings["2:1"], allow_debit=True, **how
    ),
    later: positions.diagonal_condor(
        market, expiry, late, wing_points=wings[later], allow_debit=True, **how
    ),
}
summaries = pd.DataFrame(
    {name: alvh.condor_summary(one, market) for name, one in made.items()}
)
asked = [
    "long_put",
    "long_call",
    "credit",
    "max_profit",
    "max_loss",
    "margin",
    "vega",
    "theta",
]
neat(summaries.loc[asked], ",.2f")


# %% [markdown]
# Strikes and credit are in points, the rest in dollars. Largest profit and loss are those at the expiry of the shorts, later wings valued at today's volatilities; `inf` is a gain without limit, for beyond its bought calls the 2:1 condor gains with every point.
#
# How sharp is the range? And what if the unit was meant differently?

# %%
def width_range(low, high, wings_per_short=2):
    """Between which widths the vega lies in a range, and what the middle of them brings."""
    terms = {"wings_per_short": wings_per_short}
    near, far = (
        float(lesson.width_for_vega(surface, shorts, time, v, **terms)) for v in (high, low)
    )
    middle = lesson.strikes_at(shorts, (near + far) / 2)
    greeks = alvh.condor_greeks(surface, middle, time, **terms)
    return {
        "from width": near,
        "to width": far,
        "listed widths": np.floor(far / 5) - np.ceil(near / 5) + 1,
        "credit": -100 * float(greeks.price),
        "theta a day": 100 * float(greeks.theta),
    }


# %%
low, high = np.array(claimed)
readings = {
    "points per condor": (low, high),
    "dollars per condor": (low / 100, high / 100),
    "points per option traded (6)": (6 * low, 6 * high),
    "share of the vega sold": (naked * low, naked * high),
}
table = pd.DataFrame({name: width_range(*vega) for name, vega in readings.items()}).T
neat(table, {"from width": ".1f", "to width": ".1f", "theta a day": "+.0f"})


# %% [markdown]
# The table is for two wings a short. In points, the range is as wide as *one* listed strike: a day or a point of VIX decides whether one is in it. In dollars no listed strike fits. Read per option traded, little of the credit is left; read as a share of what was sold, the build is a purchase. Both pay more theta still. And no reading makes the *plain* condor fit: all of them ask for a vega above
# zero.
#
# ## 5. On the way to expiry, and into the crash
#
# Wait, and do nothing. Or let the week of the crash come at once, in a straight line from today's index, VIX and VIX3M.

# %%
def vega_in(markets, made, left):
    """Net vega (points) of a condor in many markets, each with its years left to the shorts."""
    later = (made.wing_expiry - made.expiry).days / 365
    legs = np.tile(made.strikes, (len(left), 1))
    terms = {"wing_time": left + later, "wings_per_short": made.wings_per_short}
    return lesson.net_vega(markets, legs, left, **terms)


# %%
crash = lesson.replayed(surface, market, CRASH_FROM, CRASH_TO)
share = np.linspace(0, 1, 41)
ends = ((getattr(surface, x), getattr(crash, x)) for x in ("spot", "vix", "vix3m"))
moved = (a + share * (b - a) for a, b in ends)
way = alvh.spx_surface(*moved, surface.rate, surface.dividend_yield)
fall, then = way.spot / surface.spot - 1, time - share * crash_days / 365
storm = {name: pd.Series(vega_in(way, one, then), fall) for name, one in sold.items()}

# %%
print(
    f"After {crash_days} days: S&P 500 {crash.spot:,.0f}, VIX {crash.vix:.2f}, VIX3M {crash.vix3m:.2f}"
)
left = np.linspace(0.25, 365 * time, 60)
here = surface.bumped(spot=0 * left)
still = {name: vega_in(here, one, left / 365) for name, one in sold.items()}
plots.show(*figures.vega_life(left, still, storm))

# %%
after = pd.Timedelta(days=crash_days)
table = landed[["vega"]].rename(columns={"vega": "at the sale"})
for passed in (10, 20):
    table[f"after {passed} days"] = [
        np.interp(365 * time - passed, left, v) for v in still.values()
    ]
table["after the crash"] = [way.iloc[-1] for way in storm.values()]
table["crash mark"] = [made.book.profit(crash, day.date + after) for made in sold.values()]
neat(table, dict.fromkeys(table.columns[:-1], "+.2f") | {"crash mark": "+,.0f"})

# %% [markdown]
# A ratio condor that is left alone turns *short* vega within days: its far wings forget volatility faster than its shorts. Only the fall itself, toward the wings, makes it long, and then very. That earns the mark in the last column (dollars of one condor): it is the second put that comes alive, not the quarter point of vega of the first evening.
#
# The later-dated condor is the reverse. Waiting makes it longer vega, and it is long vega after the crash as well, yet it *loses* there, more than the plain one. Its shorts are run over as in any condor, its wings lie far away, and the volatility of the later expiry rises less.
#
# ## 6. What history did
#
# Three stretches, each build sold again whenever its shorts expire, one condor each, marked every day. The wings lie each time where the vega lands on the middle of the range.

# %%
STRETCHES = {
    "2017": ("2017-01-03", "2017-12-29"),
    "Feb 2018": ("2018-01-16", "2018-03-29"),
    "Mar 2020": ("2020-02-03", "2020-04-30"),
}
some = {name: build for name, build in plan.items() if name != "3:1"}
terms = {"days": aim, "short_delta": delta, "target": target}
runs = {s: lesson.programme(market, some, *ends, **terms) for s, ends in STRETCHES.items()}
plots.show(*figures.episode_paths(runs))

# %%
rows = {}
for stretch, name in ((stretch, name) for stretch in runs for name in some):
    path, vega = runs[stretch][name]["profit"], runs[stretch][name]["vega"]
    row = {
        "end": path.iloc[-1],
        "lowest": path.min(),
        "lowest on": f"{path.idxmin():%Y-%m-%d}",
    }
    row |= {
        "lowest vega": vega.min(),
        "highest vega": vega.max(),
        "days long": 100 * (vega > 0).mean(),
    }
    rows[f"{stretch}, {name}"] = row | {
        "largest margin": runs[stretch][name]["margin"].max()
    }
table = pd.DataFrame.from_dict(rows, orient="index")
neat(table, dict.fromkeys(["end", "lowest", "lowest vega", "highest vega"], "+,.0f"))

# %% [markdown]
# Profit, vega and margin in dollars of one condor; "days long" is the percent of days on which it was long vega. The 2:1 condor lost in the calm year and was long vega on few of its days, though each began long. Its lowest marks all fall on days on which the index closed at a record: a rally into the call side is where it loses, and no vega helps there. In March 2020 it gained more than its margin, as the index ran far through its two puts. The later-dated one was long vega on nearly every day, did best of the three in February 2018, and lost more than three times as much as the plain one in March 2020. Three stretches, three winners.
#
# ### The nights on which the VIX rose
#
# Three stretches are three stories. Sell each build afresh on *every* evening before the VIX closed 3 points or more higher, and split the gain to the next close: what index, its square and time explain, and the rest, which is what volatility did.

# %%
rise = market.table["vix"].diff().shift(-1).to_numpy()
evenings = market.sessions[rise >= 3]
rng = np.random.default_rng(3)
counts = risk.block_counts(len(evenings), min(10, len(evenings)), 1000, rng)
rows = {}
for name, build in some.items():
    parts = 1e4 * lesson.overnight(market, evenings, build, **terms).loc[:, "gain":]
    low, high = risk.interval(risk.resampled_means(counts, parts["volatility"]))
    won = 100 * (parts["volatility"] > 0).mean()
    rows[name] = {**parts.mean(), "low": low, "high": high, "won": won}

# %%
table = pd.DataFrame.from_dict(rows, orient="index")
print(
    f"{len(evenings)} nights; hundredths of a percent of the index; low and high: 95 % interval "
    "of the volatility part; won: percent of nights on which it was a gain"
)
neat(table, dict.fromkeys(table.columns[:-1], "+.1f"))

# %% [markdown]
# The volatility part is the plainest test of "vega-positive" that history offers. The 2:1 condor passes it on nearly every night, though most of its gain has another source: it is short the index, and part of its vega is made by the fall itself (section 5). The later-dated condor, long vega by the textbook, is a coin toss on the very nights for which one buys vega; the interval of its mean holds zero.
#
# ### Held to expiry, all years

# %%
latest = market.sessions[-1] - pd.Timedelta(days=aim + 10)
sales = market.sessions[market.sessions <= latest][::every]
block = max(1, round(63 / every))  # three months stay together


def to_expiry(build, counts, factor=1.0):
    """Averages over all sales of a build, in percent of the index."""
    shares = (
        100 * lesson.held(market, sales, build, factor=factor, **terms).loc[:, "width":]
    )
    profit = shares["profit"]
    low, high = risk.interval(risk.resampled_means(counts, profit))
    ends = {"low": low, "high": high, "won": 100 * (profit > 0).mean()}
    return {**shares.mean(), **ends, "worst": profit.min(), "best": profit.max()}


# %%
counts = risk.block_counts(len(sales), min(block, len(sales)), 1000, rng)
rows = {name: to_expiry(build, counts) for name, build in some.items()}
for factor in (0.9, 1.1):
    counts = risk.block_counts(len(sales), min(block, len(sales)), 1000, rng)
    rows[f"2:1, VIX x {factor}"] = to_expiry(plan["2:1"], counts, factor)
table = pd.DataFrame.from_dict(rows, orient="index")
print(
    f"{len(sales)} sales, {sales[0]:%Y-%m-%d} to {sales[-1]:%Y-%m-%d}; percent of the index; "
    "low and high: 95 % interval of the mean profit"
)
neat(table, {"won": ".0f"} | dict.fromkeys(table.columns.drop("won"), "+.2f"))

# %% [markdown]
# Before any trading costs. The plain condor came out near zero in this model, and its interval holds zero. The 2:1 condor *lost* on average, whole interval below zero, also with all volatilities a tenth lower or higher: it is insurance, and over these years it cost more than it paid, the 2008 and 2020 payments included. The later-dated one cannot be told from zero.
#
# ## 7. Break-even in vol space
#
# Claim K10 says that the hedge widens the break-even "in vol space", index and VIX together. Here is the half of it without a hedge: what a condor bears by itself. Half the time is gone; where is each build at a profit?

# %%
ahead = round(365 * time / 2)
half = day.date + pd.Timedelta(days=ahead)
profit = {name: positions.profit_function(sold[name].book, surface, half) for name in some}
span, closes = half - day.date, market.table[["spx", "vix"]]
alike = (closes["vix"] - day.vix).abs() <= 0.1 * day.vix
begin = closes[alike & (closes.index + span <= closes.index[-1])]
end = closes.iloc[closes.index.searchsorted(begin.index + span, side="right") - 1]
move = end["spx"].to_numpy() / begin["spx"].to_numpy() - 1
spot_seen, vix_seen = day.spx * (1 + move), end["vix"].to_numpy()

# %%
gains = pd.DataFrame({name: made(spot_seen, vix_seen) for name, made in profit.items()})
levels, heights = np.linspace(0.85, 1.08, 47) * day.spx, np.linspace(9, 70, 41)
areas = {name: made(levels[None, :], heights[:, None]) for name, made in profit.items()}
marks = {"claim day": (day.spx, day.vix), "crash": (float(crash.spot), float(crash.vix))}
dots = spot_seen[::3], vix_seen[::3]
plots.show(*figures.vol_space(levels, heights, areas, gains > 0, dots=dots, marks=marks))


# %%
def bears(name, spot):
    """The VIX at which a build's profit is zero, the index standing at a level."""
    zero = pricing.break_even_vix(profit[name], spot, 9, 80, steps=41)
    gain = profit[name](np.array(spot), np.array(day.vix)) > 0
    return (
        " and ".join(f"{v:.1f}" for v in zero) or f"{'gains' if gain else 'loses'} at any"
    )


MOVES = [0.02, 0, -0.02, -0.05, -0.08]
table = {
    name: {f"index {m:+.0%}": bears(name, (1 + m) * day.spx) for m in MOVES}
    for name in some
}
print(f"VIX, from 9 to 80, at which the profit is zero on {half:%Y-%m-%d}")
pd.DataFrame(table)

# %%
counts = risk.block_counts(len(gains), ahead, 1000, rng)
print(f"{len(gains)} stretches of {ahead} days from a VIX like this one's; 95 % intervals")
for name, gain in gains.items():
    low, high = risk.interval(risk.resampled_means(counts, gain > 0))
    print(f"{name:>10}: gained in {(gain > 0).mean():.0%} ({low:.0%} to {high:.0%})")

# %% [markdown]
# The dots are where index and VIX went in history, in so many days from a VIX like this one's. The plain condor is an island: it bears a VIX of 29 if the index stands still, and none at all 8 % down. The later-dated one is a tower: in the middle it gains at any VIX, and 8 % down it loses at any. So later wings do widen the break-even in the VIX's direction, straight up. History does not go straight up: its dots lie
# along a line from the lower right to the upper left, and at the bad end of that line both lose.
#
# The 2:1 condor gains on most of the *area*, crash included, and loses in two valleys before its wings. But an area is no frequency: the dots crowd at the edge of a valley. (The map lets VIX3M follow VIX by its usual share, and counts half a life. To expiry, on real closes, the table of section 6 stands.)
#
# That is K10's unhedged half. What a hedge would have to do is to widen the island toward the upper left, where the dots go; the notebooks with layers will measure whether it does.
#
# ## 8. Conversions and reversals (claim K20)
#
# The source suggests conversions and reversals to realign a condor's break-evens. A conversion is a long forward, a long put and a short call. Take the plain condor, add ten conversions, ten reversals, or one box, bought with borrowed money, and see what moves.
#
# **Predict**: which Greeks, and how far the break-evens?

# %%
atm = float(np.round(day.spx / 5) * 5)
box = positions.box(expiry, atm - 250, atm + 250).traded(surface, day.date)
added = {
    "10 conversions": 10 * positions.conversion(surface, expiry, atm, date=day.date),
    "10 reversals": 10 * positions.reversal(surface, expiry, atm, date=day.date),
    "a box, 500 wide": box,
}
position = sold["1:1"].book
moves = {
    name: positions.what_it_moves(position, extra, surface, day.date)
    for name, extra in added.items()
}
table = pd.DataFrame({name: found["moved"].round(6) + 0.0 for name, found in moves.items()})
table.insert(0, "condor", moves["a box, 500 wide"]["before"])
neat(table, {"condor": ",.2f"} | dict.fromkeys(added, "+.2f"))

# %%
paid = moves["a box, 500 wide"]
for edge in ("break_even_1", "break_even_2"):
    print(
        f"Box paid from idle cash: {edge} {paid['own_money'][edge] - paid['before'][edge]:+.2f} points"
    )
print(f"Its interest: {500 * 100 - box.cost:,.0f} dollars in {365 * time:.0f} days")
print(
    f"Rate it locks {float(positions.box_rate(box.cost / 100, 500, time)):.2%}, T-bill {day.rate:.2%}"
)

# %% [markdown]
# The first column is the condor in dollars (break-evens in points), the others are what moves. Delta, gamma, vega and both break-evens stay where they were, to the last digit. Theta and rho move, because these trades are loans, given or taken. Paid from idle cash a box seems to widen the break-evens by two points, and that is its interest, which a T-bill would have paid as well.
#
# None of that rests on the surface. At expiry these trades pay a fixed sum, wherever the index is. A fixed sum has no gamma and no vega, and moves a break-even by itself and no more.
#
# **Verdict on K20**: not supported. Conversions, reversals and boxes finance, lock a rate, or earn a mispriced strike's residual if four half-spreads leave any of it. They realign nothing.
#
# ## 9. Build your own
#
# Width, ratio and expiry of the wings, and everything at once: vega, VIX vega, theta, credit, margin, and the mark after the crash. First the 2:1 condor from above:

# %%
default = lesson.Build(2, 0, float(landed["width"]["2:1"]) / day.spx)
setting = {"crash": crash, "crash_days": crash_days, "days": aim, "short_delta": delta}
plots.show(*widgets.structure_view(surface, day.date, default, **setting))

# %% [markdown]
# Three things to look for with the sliders: a condor that is long vega, long VIX vega *and* earns theta; one that gains in the crash and still brings a credit; a plain condor that is long vega. They do not all exist.

# %% tags=["nbval-ignore-output"]
widgets.structure_builder(surface, day.date, default, **setting)

# %% [markdown]
# ## What breaks this: the curve, and the last digit
#
# That later wings are short the VIX rests on how much the later volatility follows. In every VIX vega above, the VIX3M follows the VIX by 0.64 points per point. Let it follow less, or more:

# %%
BETAS = [0.5, 0.64, 0.8, 1.0, 1.2]
follows = {
    name: [lesson.sold_vix_vega(surface, one, beta) for beta in BETAS]
    for name, one in sold.items()
}
neat(pd.DataFrame(follows, index=pd.Index(BETAS, name="VIX3M per VIX")), "+.2f")

# %%
changes = market.table[["vix", "vix3m"]].diff().dropna()
slopes = (changes["vix"] * changes["vix3m"]).groupby(changes.index.year).sum()
slopes = slopes / (changes["vix"] ** 2).groupby(changes.index.year).sum()
up = changes[changes["vix"] >= 3]
print(f"VIX3M points per VIX point, by year: {slopes.min():.2f} to {slopes.max():.2f}")
print(
    f"On {len(up)} days with the VIX up 3 points or more: {up['vix3m'].sum() / up['vix'].sum():.2f}"
)

# %% [markdown]
# The later-dated condor would be long the VIX if the later volatility moved by *more* than the VIX itself. Even a point for a point does not quite do it here, and in no year of this history did the VIX3M come near that.
#
# And the last digit. The surface's volatilities are off by about so much (root mean square, vol points, 11 to 63 days, by delta of put and call):

# %%
errors = fit_errors("anchored", "rms")[["smiles", "p5", "p10", "p16", "c16", "c10"]]
neat(errors, dict.fromkeys(errors.columns[1:], ".2f"))

# %%
strikes, times = np.array(sold["2:1"].strikes), np.full(4, time)
carry = (day.rate, day.dividend_yield)
for shift in (-1, 0, 1):
    vols = surface.vol(strikes, times) + np.array([shift, 0, 0, shift]) / 100
    values = alvh.black_scholes(["p", "p", "c", "c"], day.spx, strikes, time, vols, *carry)
    vega = values.vega @ np.array([2, -1, -1, 2])
    print(f"Volatility of the wings {shift:+d} point: vega of the 2:1 condor {vega:+.2f}")

# %% [markdown]
# One vol point on the wings moves the vega by several times the claimed range. A vega of +0.18 to +0.35 on shorts that carry more than 12 is a rounding error with a sign, and nobody who reads a screen could tell on which side of zero such a condor stands. The sign of the *plain* condor's vega needs no such precision: it holds on any surface without
# arbitrage.
#
# **Verdict on K1**: not supported as stated. With one wing a short and one expiry a condor is short vega wherever the strikes' deltas are below a half, widening makes it more short, and the claimed range is reached nowhere. More wings or later wings do reach it, at about one listed strike: the first for negative theta, less than half the credit and more than
# three times the margin, for some days; the second for nearly the whole credit, and without being long the VIX.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers, whatever you changed above. Solutions are folded below each exercise.
#
# ### 05.1 Two wings a short
#
# Index 5000, 45 days, volatility 0.18 for every strike, no rates or dividends. A condor is short one 4650 put and one 5350 call, and long *two* 4500 puts and *two* 5500 calls. What is its net vega, in index points per vol point, with its sign? *Hint*: `lesson.net_vega` and `alvh.flat_surface`.

# %%
ratio_vega = ...
check("05.1", ratio_vega)

# %% tags=["solution"]
# Solution of 05.1
flat = alvh.flat_surface(5000, 0.18)
solution(
    "05.1", lesson.net_vega(flat, [4500, 4650, 5350, 5500], 45 / 365, wings_per_short=2)
)

# %% [markdown]
# ### 05.2 Where it is zero
#
# The same market and shorts, again two wings a short, both equally far out. How many points from the shorts must the wings lie for the net vega to be exactly zero? *Hint*: `lesson.width_for_vega`.

# %%
zero_width = ...
check("05.2", zero_width)

# %% tags=["solution"]
# Solution of 05.2
width = lesson.width_for_vega(flat, [4650, 5350], 45 / 365, 0.0, wings_per_short=2)
solution("05.2", width)

# %% [markdown]
# ### 05.3 What long vega pays
#
# All options of a structure expire in 45 days and trade at a volatility of 0.20; there are no rates. Its net vega is +0.30 index points per vol point. What is its theta, in dollars per calendar day, with its sign? No strikes are needed.

# %%
theta_dollars = ...
check("05.3", theta_dollars)

# %% tags=["solution"]
# Solution of 05.3
solution("05.3", 100 * -0.20 * (0.30 * 100) / (2 * 45 / 365) / 365)

# %% [markdown]
# ### 05.4 Less short
#
# A plain condor (one wing a short, one expiry, index in the middle) is short vega. Which one change makes it *less* short: `"wider"` (wings), `"narrower"` (wings), `"nearer"` (shorts and wings nearer to the money), `"conversion"` (add one)?

# %%
less_short = ...
check("05.4", less_short)

# %% tags=["solution"]
# Solution of 05.4
solution("05.4", "narrower")

# %% [markdown]
# ### 05.5 A loan in disguise
#
# A 4500/4600 box with 90 days left costs 98.90 points. Which rate does it lock, continuously compounded, as a decimal?

# %%
locked_rate = ...
check("05.5", locked_rate)

# %% tags=["solution"]
# Solution of 05.5
solution("05.5", positions.box_rate(98.90, 100, 90 / 365))

# %% [markdown]
# ## Take-aways
#
# - One wing a short, one expiry: short vega between the middles of the wings, on any surface without arbitrage. Widening makes it shorter.
# - At one expiry and one volatility, long vega pays theta: one number with two names. The smile of puts makes it dearer.
# - More wings turn the signs of vega and theta together, and only for days: the far wings forget volatility first.
# - Later wings are long their own volatility and short the VIX. Ask of any vega: whose?
# - A condor that is "long vega" may lose in a crash, and one that gains there may owe it to the index.
# - A conversion is a loan. It moves no break-even.
#
# ## Sources
#
# - J. Hull, "Options, Futures, and Other Derivatives", chapter on the Greek letters: theta, gamma and vega of one expiry; put-call parity, box spreads.
# - M. Fukasawa, "The Normalizing Transformation of the Implied Volatility Smile", Mathematical Finance 22 (2012): d1 and d2 fall as the strike rises on a smile without butterfly arbitrage.
# - J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014): the surface, see notebook 03.
# - D. Politis and J. Romano, "A circular block-resampling procedure for stationary data" (1992).
# - Claims K1, K10 and K20, and rules R13, R19, R21: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - Data: see [data/README.md](../data/README.md).
