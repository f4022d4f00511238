# %% [markdown]
# # Read a condor's Greeks, and find the day on which they stop telling the truth
#
# After this notebook you can say in dollars what a condor gains or loses when the index, volatility or the calendar moves, draw the map of the next
# session, and split a real day's profit into its causes. You also know how much of a wild day no Greek explains.

# %% [markdown]
# ## What you'll do
#
# - Compute an option's Greeks by library, by formula and by bumping, and convict the two wrong ones.
# - State a condor's Greeks in dollars, and where in the index they change sign.
# - Map the next session's profit over moves of the index and of the VIX.
# - Split the profit of a calm day and of 2018-02-05 into Greeks and a residual, then do it for every day since 2007.
# - Compare what the Greeks predicted for the fall of 2020-03-16 with what full revaluation says.
#
# ## What you need
#
# [00 Start here](00_start_here.ipynb) and [01 Condor anatomy](01_condor_anatomy.ipynb). Time: 60 minutes, 15 of them for the exercises.
#
# From here on options are marked on a *surface*: a volatility for every strike and expiry, made from that day's VIX and VIX3M. Notebook 03 takes it apart and shows its
# errors against real quotes. Here it is enough that puts cost more volatility than calls. All option values below are this model's.

# %% tags=["imports"]
import mibian
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import pricing, risk
from alvh_helpers.course import check, neat, parameter, plots, solution
from alvh_helpers.course import nb02_condor_greeks as lesson
from alvh_helpers.course.nb02_condor_greeks import figures, widgets

# %% [markdown]
# The knobs. The story plays on the evening before `STORM_DAY`: that is when the condors are sold. `CALM_DAY` is for comparison, `CRASH_DAY` for the last part; condors for these
# are sold on their own eves, by the same recipe. `DAYS`, `SHORT_DELTA` and `WING` (points) make the condor, `CONDORS` are sold.

# %% tags=["parameters"]
# change me
STORM_DAY = "2018-02-05"
CALM_DAY = "2017-07-18"
CRASH_DAY = "2020-03-16"
DAYS = 45
SHORT_DELTA = 0.16
WING = 50
CONDORS = 10

# %%
market = alvh.load_market()
tonight, calm_eve, crash_eve = (
    lesson.eve_of(market, day) for day in (STORM_DAY, CALM_DAY, CRASH_DAY)
)
aim = parameter("DAYS", DAYS, 7, 180, whole=True)
delta = parameter("SHORT_DELTA", SHORT_DELTA, 0.05, 0.45)
wing = parameter("WING", WING, 5, 200)
condors = parameter("CONDORS", CONDORS, 1, 100_000, whole=True)

# %%
expiry = alvh.next_spx_expiry(tonight.date, aim)
time = alvh.year_fraction(tonight.date, expiry)
surface = alvh.surface_of(market, tonight.date)
strikes = alvh.choose_strikes(surface, time, short_delta=delta, wing_points=wing)
print(f"{tonight.date:%A %Y-%m-%d}: S&P 500 {tonight.spx:,.2f}, VIX {tonight.vix:.2f}")
print(f"Expiry {expiry:%Y-%m-%d}, {365 * time:.0f} days away")

# %%
FLAGS, SIDES = np.array(["p", "p", "c", "c"]), np.array([1, -1, -1, 1])
vols = surface.vol(strikes, time)
carry = (tonight.rate, tonight.dividend_yield)
values = alvh.black_scholes(FLAGS, tonight.spx, strikes, time, vols, *carry)
legs = pd.DataFrame({"contracts": condors * SIDES, "strike": strikes})
legs["volatility"], legs["price"] = vols, values.price
legs.index = ["long put", "short put", "short call", "long call"]
neat(legs, {"contracts": "+d", "volatility": ".1%", "price": ".2f"})

# %%
credit = -100 * condors * float(SIDES @ values.price)
width = 100 * condors * float(strikes[1] - strikes[0])
print(f"Credit {credit:,.0f} dollars; the largest loss is {width - credit:,.0f}")

# %% [markdown]
# The two shorts have the same delta, but not the same volatility and not the same distance: the put lies more than half as far again from the index as the call. That is the skew.
#
# ## 1. One option, three ways
#
# A Greek is a slope: how much the price changes when one input changes and the others stand still. Take the short put alone, at its volatility on the surface, and compute five
# of them by three ways: the library mibian, the closed formulas in `black`, and *bumping*, which reprices a little higher and a little lower and needs no formula at all.
#
# Units: delta per index point; gamma is the change of delta per index point; vega per vol point (0.01); theta per calendar day; rho per 1 % of the rate.
#
# **Predict**: mibian offers three models. `BS` knows no dividends, `Me` takes them as an amount, `GK` was made for currencies and takes them as a second rate. Which columns will
# disagree with the bumps?

# %%
strike, vol, (rate, dividends) = strikes[1], float(vols[1]), carry


def put(spot=tonight.spx, vol=vol, time=time, rate=rate):
    """Price of the short put when one input is changed."""
    return float(alvh.black_scholes("p", spot, strike, time, vol, rate, dividends).price)


# %%
spot, day = tonight.spx, 1 / 365
bumped = {
    "price": put(),
    "delta": (put(spot=spot + 1) - put(spot=spot - 1)) / 2,
    "gamma": put(spot=spot + 1) - 2 * put() + put(spot=spot - 1),
    "vega": put(vol=vol + 0.005) - put(vol=vol - 0.005),
    "theta": put(time=time - day / 2) - put(time=time + day / 2),
    "rho": put(rate=rate + 0.005) - put(rate=rate - 0.005),
}

# %%
days_left, r, q, v = round(365 * time), 100 * rate, 100 * dividends, 100 * vol
models = {
    "BS": mibian.BS([spot, strike, r, days_left], volatility=v),
    "Me": mibian.Me([spot, strike, r, dividends * spot, days_left], volatility=v),
    "GK": mibian.GK([spot, strike, r, q, days_left], volatility=v),
}
ways = pd.DataFrame({"bumped": bumped})
ways["black"] = [float(getattr(values, greek)[1]) for greek in ways.index]
for name, m in models.items():
    rho = m.putRhoD if name == "GK" else m.putRho
    ways[f"mibian.{name}"] = [m.putPrice, m.putDelta, m.gamma, m.vega, m.putTheta, rho]
neat(ways, ",.6f")


# %% [markdown]
# **Explain**. `black` and `mibian.Me` agree with the bumps; the last digits differ because a bump of a whole point or day is not a slope. `mibian.BS` is another model: without dividends the forward
# is too high, and every number is a little off. Its units are the same. `mibian.GK` has the right price and delta, but its vega is 100 times the others: per 100 vol points.
#
# And GK's theta? It looks right, and it is wrong: it discounts the strike with the *other* rate. With rates this low only the sixth digit shows it. Take a year and 5 %, and ask GK to convict itself: its own price, half a
# day later less half a day earlier.

# %%
def gk(days):
    """mibian's GK call: 100/100, rates of 5 % and 1 %, volatility 20 %."""
    return mibian.GK([100, 100, 5, 1, days], volatility=20)


true_theta = gk(364.5).callPrice - gk(365.5).callPrice
formula = alvh.black_scholes("c", 100, 100, 1.0, 0.20, 0.05, 0.01).theta
claimed = gk(365).callTheta
print(f"What GK's price loses in a day: {true_theta:.6f}; black: {formula:.6f}")
print(
    f"What GK calls theta:            {claimed:.6f}, off by {claimed / true_theta - 1:.1%}"
)

# %% [markdown]
# Bumping is slow (two prices a Greek) and needs a step: too wide, and it measures a chord; too narrow, and rounding drowns it. But it works through anything that has a price, and it convicts. Keep it as your
# judge of any library, this course's included.
#
# ## 2. The whole condor, in dollars
#
# A position's Greek is the unit Greek x 100 x contracts, signed, added over the legs. Units do not change: delta is in dollars per index point, gamma in dollars per point and point, vega in dollars per vol
# point, theta in dollars per calendar day. Read the last row as a sentence: *one point up costs so much, one vol point up costs so much, a night brings so much*.

# %%
scale = 100 * condors * SIDES
FOUR = ["delta", "gamma", "vega", "theta"]
by_leg = pd.DataFrame({g: scale * getattr(values, g) for g in FOUR}, legs.index)
by_leg.loc["condors"] = by_leg.sum()
neat(by_leg, {"delta": ",.1f", "gamma": ",.2f"})

# %% [markdown]
# Each net number is a small difference of large ones: the wings give back most of what the shorts have. And although both shorts have the same delta, the position is not neutral: 50 points are a longer way on
# the call side, where the smile is low and the deltas fall off faster.
#
# Now the same strikes twice, at one flat volatility (VIX, as in notebooks 00 and 01) and on the surface. Three words turn out to have two meanings each.

# %%
NAMES = {
    "price": "value (minus the credit)",
    "delta_sticky_strike": "delta, sticky strike",
    "delta_sticky_moneyness": "delta, sticky moneyness",
    "gamma": "gamma",
    "vega": "vega, own volatilities",
    "vega_vix": "vega, per VIX point",
    "theta": "theta, volatilities stand still",
    "theta_surface": "theta, VIX stands still",
    "vanna": "vanna: delta per vol point",
    "volga": "volga: vega per vol point",
}

# %%
flat = alvh.flat_surface(tonight.spx, tonight.vix / 100, *carry)
now = lesson.dollar_greeks(surface, strikes, time, condors)
both = pd.DataFrame({"surface": now}).loc[list(NAMES)]
both.insert(0, "flat at VIX", pd.Series(lesson.dollar_greeks(flat, strikes, time, condors)))
neat(both.rename(index=NAMES), ",.2f")

# %% [markdown]
# - **Delta.** When the index moves, does each *strike* keep its volatility (sticky strike), or does the smile move along, so that each *distance from the index* keeps it (sticky moneyness)? On a flat
#   surface there is nothing to tell apart. On this smile one is nearly twice the other. Neither is "right": section 7 lets history choose.
# - **Vega.** One point on every option's own volatility, or one point on the VIX, which moves 45-day volatilities by less than a point.
# - **Theta.** One day less at unchanged volatilities, or at an unchanged VIX, when the option also slides along the smile and the term structure.
#
# The flat volatility gives the call side a volatility it does not have: look at what that does to the value, and remember the warning of notebook 00.
#
# ### The same in one call
#
# So far everything was built by hand. The package sells such condors in one call, and `condor_summary` tells what one asks about them: strikes, credit and break-evens in points, the rest in dollars. Compare it with the numbers above.

# %%
sold = alvh.iron_condor(
    market,
    expiry,
    date=tonight.date,
    short_delta=delta,
    wing_points=wing,
    contracts=condors,
)
summary = alvh.condor_summary(sold, market)
asked = ["credit", "max_loss", "margin", "delta", "gamma", "vega", "theta"]
print("Also there:", ", ".join(summary.index.drop(asked)))
neat(summary[asked].to_frame(), ",.2f")

# %% [markdown]
# ### Vega per theta day
#
# Rule R19 of the source material puts two of these numbers into one, and calls it "P/CF": vega dollars over theta dollars a day. It is the number of quiet days that pay for one vol point against you.

# %%
ratio = float(-now["vega"] / now["theta"])
jump = market.table["vix"].diff()
print(f"{-now['vega']:,.0f} dollars / {now['theta']:,.0f} dollars a day = {ratio:.1f} days")
print(f"VIX rose by 1 point or more on {(jump >= 1).mean():.0%} of all days")
print(f"and by 3 points or more on {(jump >= 3).mean():.0%}")

# %% [markdown]
# The rule wants the layers of the hedge rebalanced when the ratio is above 3.2. Whether that number is special is measured in a later notebook; here it only gets a line in a figure.
#
# ## 3. Where the signs change
#
# Greeks are slopes *here and now*. Walk along the index with the VIX held still, with all days left, with half of them, and with a week.
#
# **Predict**: "a short condor is short gamma and short vega, and long theta." Everywhere?

# %%
reach = strikes[3] - spot + 2 * wing, spot - strikes[0] + 2 * wing
index = np.linspace(
    spot - max(reach[1], 0.15 * spot), spot + max(reach[0], 0.1 * spot), 301
)
lives = sorted({days_left, days_left // 2, 7}, reverse=True)


def panels(variable, surfaces, **look):
    """Draw delta, gamma, vega and theta over one variable, one line a number of days left."""
    curves = {
        f"{n} days left": lesson.dollar_greeks(surfaces, strikes, n / 365, condors)
        for n in lives
    }
    plots.show(*figures.greek_panels(variable, curves, **look))
    return curves


# %%
wings = {"put wing": tuple(strikes[:2]), "call wing": tuple(strikes[2:])}
moved = surface.bumped(spot=index - spot)
over_index = panels(index, moved, xlabel="S&P 500 index (points)", bands=wings)


# %%
def flips(curve):
    """Index levels at which a curve changes its sign, in words."""
    return " and ".join(f"{x:,.0f}" for x in figures.sign_flips(index, curve)) or "-"


turns = {n: {g: flips(curves[g]) for g in FOUR[1:]} for n, curves in over_index.items()}
pd.DataFrame(turns).T

# %% [markdown]
# **Explain**: the sentence holds in the middle only. Further out the wing takes over: the condor is then *long* gamma, *long* vega and pays theta, because it has already lost most of what it can lose, and only
# movement can bring it back. Each Greek turns at a level of its own, because rates and the skew enter each in another way. With a week left all six levels lie between a short and its wing; with six weeks left theta turns already
# above the short put, and on the call side only far beyond the wing.
#
# Keep this for notebook 05, where the source claims that wider wings make a condor long vega. At the centre this one is short vega. It becomes long vega by having drifted away, which nobody plans.
#
# Now hold the index still and let the VIX walk.

# %%
levels = np.linspace(9, 80, 143)
raised = surface.bumped(spot=0 * levels, vix=levels - tonight.vix)
here = {"tonight": (tonight.vix, tonight.vix)}
over_vix = panels(levels, raised, xlabel="VIX (points)", bands=here)

# %% [markdown]
# With six weeks left vega is largest in size near tonight's VIX and fades as the VIX rises, because then the wings feel everything that the shorts feel. So a forecast that multiplies *tonight's* vega by a jump of 20 points must exaggerate.
# That is volga, and it returns in section 6. With a week left it is the other way round: at a low VIX hardly anything is left to win or lose, and a higher VIX brings vega and theta back to life.
# (The small waves below VIX 14 are the model's: its smile changes shape quickly there.)
#
# Both together, as rule R19 has it:

# %%
left, by_vix = np.arange(3, days_left + 1), {}
for change in (-0.35, 0.0, 1.0):
    there = surface.bumped(spot=0.0 * left, vix=change * tonight.vix)
    greeks = lesson.dollar_greeks(there, strikes, left / 365, condors)
    by_vix[f"VIX {(1 + change) * tonight.vix:.0f}"] = -greeks["vega"] / greeks["theta"]
plots.show(*figures.vega_per_theta(left, by_vix, threshold=3.2, start=ratio))

# %% [markdown]
# At all three levels the fresh condor stands above 3.2 and slides below it by growing old, even if the market does nothing; a higher VIX only makes it happen sooner. A rule that says "act above 3.2" is, to begin with, a rule about days left.
#
# ## 4. The map for the next session
#
# Slopes are for small moves. For a night, a trader wants the whole map: what if the index falls 3 % *and* VIX jumps 6 points? Each point of this map is a full revaluation on the surface. The dots are
# real: how index and VIX moved together on every day of the history that began with a VIX within a tenth of tonight's, earlier and later ones.
#
# **Predict**: which corner of the map do real days visit?

# %%
table = market.table
came = market.day(STORM_DAY)
night = (came.date - tonight.date).days
profit = pricing.leg_profit(surface, FLAGS, strikes, time, condors * SIDES, days=night)

# %%
move, change, before = table["spx"].pct_change(), table["vix"].diff(), table["vix"].shift()
alike = before.between(0.9 * tonight.vix, 1.1 * tonight.vix)
seen = pd.DataFrame({"move": move, "change": change})[alike]
vix_after = np.maximum(tonight.vix + seen["change"], 5)
seen["profit"] = profit(spot * (1 + seen["move"]), vix_after)
outcome, others = seen.loc[came.date], seen.drop(came.date)

# %%
moves = np.linspace(-0.003, 0.003, 61) * tonight.vix
changes = np.linspace(-0.3, 1.25, 61) * tonight.vix
field = profit(spot * (1 + moves[None, :]), tonight.vix + changes[:, None])
plots.show(*figures.profit_map(moves, changes, field, others, outcome))

# %%
slope = float(np.polyfit(100 * others["move"], others["change"], 1)[0])
low, middle = others["profit"].quantile([0.01, 0.5])
print(f"On such days VIX moved {-slope:.2f} points for each 1 % the index fell")
print(
    f"Profit of the median day {middle:,.0f}, of the worst in a hundred {low:,.0f} dollars"
)
pair = pd.DataFrame([others.loc[others["profit"].idxmin()], outcome])
neat(
    pair.set_axis(["worst of them", "what came"]).assign(
        date=pair.index.strftime("%Y-%m-%d")
    ),
    {"move": "+.1%", "change": "+.2f"},
)

# %% [markdown]
# Real days lie on a diagonal: the index falls and VIX rises, or the reverse. The upper right, where the losses are largest, is empty. The cross is where the next session ended, far from every dot: no map drawn from
# history had a dot there.
#
# And now the surprise. A fall with a jump of 20 VIX points cost these condors about as much as the worst dot, and that one is a *rise* of the index on a day that nobody remembers. The zero line shows why: at an unchanged VIX the condors bear a
# fall much better than a rise, because the calls are so near. Whoever watches only the downside of a condor sold by delta on a smile sees half of its risk.
#
# A hedger also asks what the *next* evening would look like. Walk down the diagonal and read the Greeks there:

# %%
steps = np.array([-0.04, -0.02, 0.0, 0.02, 0.04])
answer = np.maximum(100 * slope * steps, -0.4 * tonight.vix)
after = surface.bumped(spot=steps * spot, vix=answer)
there = lesson.dollar_greeks(after, strikes, max(time - night / 365, 1 / 365), condors)
plan = pd.DataFrame({"VIX": after.vix, "profit": there["price"] + credit})
plan[FOUR] = np.column_stack([there[greek] for greek in FOUR])
plan["vega / theta"] = -plan["vega"] / plan["theta"]
digits = {"VIX": ".1f", "delta": ",.1f", "gamma": ",.2f", "vega / theta": ".1f"}
neat(plan.set_axis([f"index {s:+.0%}" for s in steps]), digits)

# %% [markdown]
# ## 5. Play
#
# The first figure of section 3 with sliders; the dark line stays at the evening of the sale. Let the days run out: where do gamma and vega go, at the centre and at the shorts? Then widen the wings: does the vega at the centre become more
# negative or less?

# %% tags=["nbval-ignore-output"]
widgets.greeks_explorer(surface, days_left, delta, wing, condors)


# %% [markdown]
# ## 6. Two real days, accounted for
#
# The next session has come. Its profit can be split: each Greek of the evening times what really happened, half the square for gamma and volga, and a *residual* for whatever is left. Vega here takes each
# option's own change of volatility; vanna is for index and volatility moving together.
#
# **Predict** for the storm: which part will be the largest, and which sign has volga?

# %%
def account_of(eve, day):
    """Dollars by cause for condors sold on the eve of a day by the same recipe."""
    years = alvh.year_fraction(eve.date, alvh.next_spx_expiry(eve.date, aim))
    first, second = (alvh.surface_of(market, session.date) for session in (eve, day))
    wings = max(float(alvh.snap_strike(wing * eve.spx / tonight.spx)), 5.0)
    four = alvh.choose_strikes(first, years, short_delta=delta, wing_points=wings)
    nights = (day.date - eve.date).days
    parts = pricing.attribute_move(
        first, second, FLAGS, four, years, condors * SIDES, nights
    )
    return {name: float(part) for name, part in pricing.sum_legs(parts)._asdict().items()}


# %%
quiet = market.day(CALM_DAY)
calm, storm = account_of(calm_eve, quiet), account_of(tonight, came)
two_days = {f"{quiet.date:%Y-%m-%d}": calm, f"{came.date:%Y-%m-%d}": storm}
plots.show(*figures.accounts(two_days))

# %%
print(f"Delta, gamma, vega and theta: {sum(storm[g] for g in FOUR):,.0f} dollars")
print(f"True profit or loss:          {storm['total']:,.0f}")
print(f"Vanna and volga together:     {storm['vanna'] + storm['volga']:+,.0f}")

# %% [markdown]
# **Explain**: the calm day is the seller's ordinary life, a night's theta less a little delta. In the storm vega is the largest loss, larger than gamma, and the short delta earned something back. But multiply the evening's four Greeks by what
# happened and you get *twice* the loss that there was: as the index fell and volatility doubled, the wings came alive, and vega shrank on the way. Vanna and volga say so. With them the account closes to a few percent, even for a VIX that
# more than doubled in a day. (The map of section 4 let VIX3M follow VIX by its usual share; here it moved as it really did, hence the small difference.)
#
# ## 7. Every day since 2007
#
# One storm is an anecdote again. So sell the same recipe on *every* evening of the history, hold it to the next close, and open the account: all days and legs in one call. Wings keep their width relative to the index,
# and all results are in percent of that width, so that 2009 and 2026 can be added.

# %%
COLUMNS = ["spx", "vix", "vix3m_filled", "rate", "dividend_yield"]
evenings = table.index[:-1]
listed = alvh.spx_expiries(evenings[0], evenings[-1] + pd.Timedelta(days=aim + 20))
# An hour less: of two equally near expiries the earlier.
wanted = evenings + pd.Timedelta(days=aim, hours=-1)
nearest = listed[listed.get_indexer(wanted, method="nearest")]
years = (nearest - evenings).days.to_numpy() / 365
nights = (table.index[1:] - evenings).days.to_numpy(dtype=float)


# %%
def every_day(factor=1.0):
    """Surfaces of the eves, strikes and accounts for all days, VIX and VIX3M multiplied by a factor."""
    closes = table[COLUMNS].to_numpy().T * np.array([1, factor, factor, 1, 1])[:, None]
    eves, days = alvh.spx_surface(*closes[:, :-1]), alvh.spx_surface(*closes[:, 1:])
    shorts = alvh.choose_strikes(eves, years, short_delta=delta)[:, 1:3]
    wings = np.maximum(alvh.snap_strike(wing * eves.spot / tonight.spx), 5)
    legs = np.column_stack([shorts[:, 0] - wings, shorts, shorts[:, 1] + wings])
    parts = pricing.sum_legs(
        pricing.attribute_move(eves, days, FLAGS, legs, years[:, None], SIDES, nights)
    )
    dollars = pd.DataFrame(parts._asdict(), table.index[1:])
    return eves, legs, dollars.div(100 * wings, axis=0)


# %%
eves, all_strikes, shares = every_day()
check_row = shares.loc[came.date, "total"] * width
print(f"{len(shares):,} days; same as section 6: {np.isclose(check_row, storm['total'])}")

# %%
size = move[shares.index].abs()
missed = {
    "Four Greeks": shares["total"] - shares[FOUR].sum(axis=1),
    "Seven Greeks": shares["residual"],
}
missed_shares = {name: (m / shares["total"]).abs() for name, m in missed.items()}
plots.show(*figures.misses_by_move(missed_shares, size))

# %%
middle, most, nearly_all = missed_shares["Seven Greeks"].quantile([0.5, 0.9, 0.99])
print(f"Residual as a share of the day's profit or loss: median {middle:.1%},")
print(f"below {most:.0%} on 90 % of days, below {nearly_all:.0%} on 99 % of days")
for name, m in missed.items():
    print(
        f"{name} miss {m.abs().sum() / shares['total'].abs().sum():.1%} of all days pooled"
    )
falls = move[shares.index] < -0.03
too_much = (missed["Four Greeks"][falls] > 0).sum()
print(
    f"{falls.sum()} falls beyond 3 %: on {too_much} of them the four promised too large a loss"
)

# %% [markdown]
# On most days the account closes to a percent or two. The long upper ends are partly days that ended near zero, where any miss is a large share; that is why two of the lines pool all days. But the miss grows with the move, and in falls the four Greeks err
# mostly to the same side.
#
# ### What the parts add up to
#
# Theta is often called a condor's income. Here is the mean of every part over all days, in percent of the wings' width a session. The intervals are from resampled blocks of 21 sessions.

# %%
counts = risk.block_counts(len(shares), 21, 500, np.random.default_rng(2))
means = pd.DataFrame({"mean": 100 * shares.mean()})
edges = {
    part: risk.interval(100 * risk.resampled_means(counts, shares[part])) for part in shares
}
means["low"], means["high"] = zip(*edges.values())
neat(means, "+.3f")

# %%
totals = {
    0.9: every_day(0.9)[2]["total"],
    1.0: shares["total"],
    1.1: every_day(1.1)[2]["total"],
}
for factor, total in totals.items():
    low, high = risk.interval(100 * risk.resampled_means(counts, total))
    print(
        f"VIX x {factor:.1f}: mean total {100 * total.mean():+.3f} ({low:+.3f} to {high:+.3f})"
    )

# %% [markdown]
# **Explain**: theta is no income, it is what the buyer of movement pays, and over these years gamma took back all of it and more. Whoever sold a fresh condor each evening and closed it at the next close lost money on average, in this model and
# before any costs. How sure is that? With all volatilities a tenth lower the loss nearly doubles, with all a tenth higher the interval reaches zero: the sign leans on the model, and notebook 03 shows its errors.
#
# And it is not the usual trade. A condor that is held to expiry sees only the end of the path, not each day's move. What
# holding is worth is a matter for the notebooks with whole programmes. Take from here that *theta alone says nothing about profit*.
#
# ### Which delta?
#
# Give each evening's condor a hedge in the index, sized by one of the deltas, and see how much of the day's swing is left. The last one adds the VIX's usual answer to the index: sticky moneyness plus VIX vega times
# that answer, estimated from all days in proportion to VIX.

# %%
greeks = lesson.dollar_greeks(eves, all_strikes, years)
points, jump = np.diff(table["spx"]), np.diff(table["vix"]) / eves.vix
drop = points / eves.spot
vix_per_point = (drop @ jump) / (drop @ drop) * eves.vix / eves.spot
sliding = greeks["delta_sticky_moneyness"]
sizes = {
    "no hedge": 0.0,
    "delta, sticky strike": greeks["delta_sticky_strike"],
    "delta, sticky moneyness": sliding,
    "sticky moneyness and the VIX's answer": sliding + greeks["vega_vix"] * vix_per_point,
}

# %%
unit = 100 * (all_strikes[:, 1] - all_strikes[:, 0])
swing = pd.DataFrame(
    {n: shares["total"] - hedge * points / unit for n, hedge in sizes.items()}
)
sizes = {"standard deviation": 100 * swing.std(), "mean size": 100 * swing.abs().mean()}
neat(pd.DataFrame(sizes), ".2f")

# %% [markdown]
# The delta that lets the smile slide along while the VIX stands still leaves *more* swing than no hedge at all: the VIX does not stand still. Adding the VIX's usual answer mends much of it, and simply leaving each strike its volatility does best
# of these. A delta is a statement about what else moves; ask for it before you use one.
#
# ## What breaks this: a fall of 12 %
#
# On 2020-03-16 the index lost more than on any other day of this history. Take the Greeks of two evenings and walk from there, in a straight line, to that day's move of index, VIX and VIX3M: condors sold on the eve itself, when VIX was already high, and
# the condors of this notebook, sold at tonight's low VIX.
#
# **Predict**: on which of the two do the Greeks fail?

# %%
crash, way = market.day(CRASH_DAY), np.linspace(0, 1, 41)
first, last = (table.loc[d, COLUMNS].to_numpy(float) for d in (crash_eve.date, crash.date))
fall, rise = last[0] / first[0] - 1, last[1] - first[1]
crash_nights = (crash.date - crash_eve.date).days
print(f"{crash.date:%Y-%m-%d}: index {fall:+.2%}, VIX {first[1]:.2f} to {last[1]:.2f}")


def ways(eve):
    """Surfaces of an evening, and of the same evening moved along the way to the crash."""
    start = table.loc[eve.date, COLUMNS].to_numpy(float)
    step = (last - first) * [eve.spx / first[0], 1, 1, 1, 1]
    there = start[:, None] + np.outer(step, way)
    there[1:3] = np.maximum(there[1:3], 5)
    return alvh.spx_surface(*np.outer(start, np.ones_like(way))), alvh.spx_surface(*there)


# %%
def walk_from(eve):
    """Profit along the way, revalued and as four and seven Greeks predict it."""
    years = alvh.year_fraction(eve.date, alvh.next_spx_expiry(eve.date, aim))
    here, there = ways(eve)
    evening = alvh.surface_of(market, eve.date)
    legs = alvh.choose_strikes(evening, years, short_delta=delta, wing_points=wing)[None]
    parts = pricing.attribute_move(
        here, there, FLAGS, legs, years, condors * SIDES, crash_nights
    )
    walk = pd.DataFrame(pricing.sum_legs(parts)._asdict(), way)
    value = lesson.dollar_greeks(here, legs, years, condors)["price"]
    result = pd.DataFrame(
        {"revalued": walk["total"], "four Greeks": walk[FOUR].sum(axis=1)}
    )
    result["seven Greeks"] = walk["total"] - walk["residual"]
    result["floor"] = -100 * condors * (legs[0, 1] - legs[0, 0]) - value
    print(
        f"{eve.date:%Y-%m-%d}: short put {legs[0, 1]:,.0f}, the way ends at {there.spot[-1]:,.0f}"
    )
    return result


# %%
evenings_of = {
    f"sold {e.date:%Y-%m-%d} at VIX {e.vix:.0f}": e for e in (tonight, crash_eve)
}
walks = {name: walk_from(eve) for name, eve in evenings_of.items()}
plots.show(*figures.walks(walks, move=fall, change=rise))

# %% [markdown]
# A condor cannot lose more than its width less its credit; a parabola knows no floor. For the condors sold at the low VIX the four Greeks promise three times the true loss, and nearly twice the largest *possible* one; vanna and volga mend a part and still
# fall through the floor. For those sold on the eve the same fall ends above the short put: there the four Greeks exaggerate by half, and no more.
#
# What counts is not the size of the move in percent but its size in *distances to the strikes*. Here are the largest moves of the history, each with the condor of its own eve:

# %%
largest = size.nlargest(8).index
worst = pd.DataFrame({"index": move, "VIX before": before, "VIX change": change}).loc[
    largest
]
worst["revalued"] = 100 * shares["total"]
for name, m in missed.items():
    worst[name[0].lower() + name[1:]] = worst["revalued"] - 100 * m
print("Last three columns in percent of the wings' width")
neat(worst, dict.fromkeys(worst, "+.1f") | {"index": "+.1%", "VIX before": ".1f"})

# %% [markdown]
# In the falls the four Greeks promised too much each time; in most of the rises they promised a little too little.
#
# So: Greeks for the evening and for small moves, the map for the night, full revaluation for anything that could end a career. And every vega hedge that is sized by tonight's vega is sized by a number that the crash itself will change.

# %% [markdown]
# ## Exercises
#
# Each stands on its own numbers or dates, whatever you changed above. Solutions are folded below each exercise.
#
# ### 02.1 Delta and gamma by hand
#
# Some condors have a position delta of -4 dollars per point and a position gamma of -0.20 dollars per point squared. The index falls 60 points, nothing else moves. What do delta and gamma together predict, in dollars? Negative if a loss.

# %%
predicted_profit = ...
check("02.1", predicted_profit)

# %% tags=["solution"]
# Solution of 02.1
solution("02.1", -4 * -60 + -0.20 * 60**2 / 2)

# %% [markdown]
# ### 02.2 A condor's vega
#
# Index 4000, 40 days left, volatility 0.20 for every strike, no rates or dividends. What is the vega of *one* short condor 3600/3650/4300/4350, in dollars per vol point, with its sign? *Hint*: `alvh.black_scholes(FLAGS, ...)` and `SIDES`.

# %%
condor_vega = ...
check("02.2", condor_vega)

# %% tags=["solution"]
# Solution of 02.2
answer_022 = alvh.black_scholes(
    FLAGS, 4000, np.array([3600, 3650, 4300, 4350]), 40 / 365, 0.20
)
solution("02.2", 100 * float(SIDES @ answer_022.vega))

# %% [markdown]
# ### 02.3 Vega per theta day
#
# For the condor of 02.2: how many quiet days of theta pay for one vol point against you (rule R19)? A positive number.

# %%
days_for_a_point = ...
check("02.3", days_for_a_point)

# %% tags=["solution"]
# Solution of 02.3
solution("02.3", -float(SIDES @ answer_022.vega) / float(SIDES @ answer_022.theta))

# %% [markdown]
# ### 02.4 Where is it long vega?
#
# A short condor is long vega: `"centre"` (when the index stands between the shorts), `"short"` (exactly at a short strike), `"beyond"` (when it stands far beyond a wing), `"nowhere"`.

# %%
long_vega = ...
check("02.4", long_vega)

# %% tags=["solution"]
# Solution of 02.4
solution("02.4", "beyond")

# %% [markdown]
# ### 02.5 What four Greeks promised
#
# One condor 2520/2570/2880/2930 that expires on 2018-03-23 is sold at the surface of 2018-02-02. What do delta, gamma, vega and theta *together* predict for its profit on 2018-02-05, in dollars? Negative if a loss. *Hint*: `pricing.attribute_move`,
# `alvh.surface_of(market, ...)`, and a weekend of 3 days.

# %%
four_greeks = ...
check("02.5", four_greeks)

# %% tags=["solution"]
# Solution of 02.5
friday, monday = (alvh.surface_of(market, d) for d in ("2018-02-02", "2018-02-05"))
ends = alvh.year_fraction("2018-02-02", "2018-03-23")
parts = pricing.sum_legs(
    pricing.attribute_move(friday, monday, FLAGS, [2520, 2570, 2880, 2930], ends, SIDES, 3)
)
solution("02.5", parts.delta + parts.gamma + parts.vega + parts.theta)

# %% [markdown]
# ## Take-aways
#
# - A Greek without its unit is not a number. Bump the price to check any library.
# - In the middle a short condor is short gamma, short vega and long theta; beyond its wings all three turn round.
# - Delta, vega and theta each have two meanings on a smile. The difference can be larger than the hedge: ask what else moves.
# - A condor sold by delta on a smile, with wings of equal points, is short the market: its calls are near.
# - The four Greeks exaggerate a storm, because vega shrinks on the way; with vanna and volga the account closes on most days, and fails where the index runs through a strike.
# - Theta is the price of gamma. Their sum, not theta, is what a seller lives on.
#
# ## Sources
#
# - J. Hull, "Options, Futures, and Other Derivatives", chapters on the Greek letters and on volatility smiles; E. G. Haug, "The Complete Guide to Option Pricing Formulas" (2007), chapter 2: vanna and volga.
# - E. Derman, "Regimes of Volatility", Goldman Sachs Quantitative Strategies Research Notes (1999): sticky strike, sticky moneyness and their relatives.
# - M. Garman and S. Kohlhagen, "Foreign Currency Option Values", Journal of International Money and Finance 2 (1983): the model behind `mibian.GK`; mibian 0.1.3.
# - J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014): the surface, see notebook 03.
# - D. Politis and J. Romano, "A circular block-resampling procedure for stationary data" (1992).
# - Rule R19 (vega over theta, 3.2): VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - Data: see [data/README.md](../data/README.md).
