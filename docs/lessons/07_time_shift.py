# %% [markdown]
# # Roll a hedge through time, and count what every part of it costs
#
# After this notebook you can say where the dollars of a rolled VIX position come from, what staying long costs by tenor and slope, and judge a roll rule by an interval instead of a story.

# %% [markdown]
# ## What you'll do
#
# - Watch the VIX curve move through four crises, and say where on it a rolled future stands.
# - Part the gain of a future exactly into roll yield, spot effect and trading, and compute its yearly cost by tenor and slope.
# - Measure whether rolling forward is cheaper than holding on or re-striking (K18), with an interval.
# - Show what buying above VIX 35 (K13) and selling short-dated premium after a peak (K14) brought, episode by episode.
# - Write down a roll rule and a guess, and only then see both judged.
#
# ## What you need
#
# [01 Condor anatomy](01_condor_anatomy.ipynb), [03 Volatility surface](03_volatility_surface.ipynb) and [06 VIX instruments](06_vix_instruments.ipynb). Time: 40 minutes, 15 of them for the exercises.
#
# Futures and indexes are real settlements and closes. Prices of VIX *options* are a model's: nobody publishes free quotes to fit it to, so every result that leans on them is shown for three smiles, low, mid and high.

# %% tags=["imports"]
import numpy as np
import pandas as pd

import alvh_helpers as alvh
from alvh_helpers import positions, risk, signals, vix
from alvh_helpers.course import check, choice, neat, parameter, plots, solution
from alvh_helpers.course import nb07_time_shift as lesson
from alvh_helpers.course.nb07_time_shift import figures, widgets

# %% [markdown]
# The knobs. `COSTS` multiplies every spread and commission. `BAND` is the smile of VIX options in the main text: low, mid or high. `HIGH_VIX` is the close above which volatility is bought, `HELD` the sessions it is
# held. `EQUITY_PREMIUM` is what one may expect stocks to earn above T-bills in a year; what they did earn is measured. `SYNTHETIC_DAY` is a day of options against futures. `DRAWS` is how often the bootstrap resamples history.

# %% tags=["parameters"]
# change me
COSTS = 1.0
BAND = "mid"
HIGH_VIX = 35
HELD = 21
EQUITY_PREMIUM = 0.05
SYNTHETIC_DAY = "2025-04-08"
DRAWS = 1000

# %%
costs = vix.RollCosts(multiple=parameter("COSTS", COSTS, 0, 10))
smile = vix.BAND_SMILES[choice("BAND", BAND, vix.BAND_SMILES)]
high_vix = parameter("HIGH_VIX", HIGH_VIX, 20, 60)
held = parameter("HELD", HELD, 1, 21, whole=True)
equity_premium = parameter("EQUITY_PREMIUM", EQUITY_PREMIUM, 0, 0.2)
draws = parameter("DRAWS", DRAWS, 20, 5000, whole=True)
market = alvh.load_market()
synthetic_day = market.day(SYNTHETIC_DAY)
history = market.window("2008-05-01")  # before, far months were not always listed
seed = 7

# %% [markdown]
# ## 1. The curve as a moving picture
#
# A future is not a thing that stays where it is. Every day its expiry comes a day nearer, and it moves one day to the left along the curve. The source of this course calls rolling it forward "time travel": you sell the
# contract that has come near and buy one that is further out.
#
# **Predict**: VIX has just doubled. Does the fourth future double as well? And on which side of the curve would you rather stand on the way *down*?

# %%
EPISODES = ["Sep-Dec 2008", "Feb 2018", "Feb-Apr 2020", "Apr 2025"]
plots.show(*figures.episode_curves(market, EPISODES))

# %% [markdown]
# **Explain**: in calm the curve rises and a future that is held slides *down* it. In a crisis the near end jumps and the far end hardly follows, so the curve falls: a future that is held slides *up*, if the curve stands still. It does not
# stand still. The slider shows the same pictures day by day, the future that a monthly roll holds on each, and where its dollars came from. Stop at the peak, then go on.

# %% tags=["nbval-ignore-output"]
widgets.time_explorer(market, EPISODES, costs)

# %% [markdown]
# ## 2. One crisis, contract by contract
#
# The roll engine parts each night's gain of the contract *held*: **roll yield** is what it makes by sliding along yesterday's curve while the curve stands still; **spot effect** is the rest, the move of the curve itself. Trading
# costs stand beside them. Here is the front future through the spring of 2020, rolled on the session before each expiry.

# %%
spring = vix.run_roll(market.episode("Feb-Apr 2020"), vix.RollRule(month=1), costs)
columns = ["opened", "bought", "sold", "spot", "roll_yield", "spread", "commission", "net"]
contracts = spring.holdings[columns].set_index("opened")
neat(contracts, {"bought": ".2f", "sold": ".2f"})

# %%
gain = 1000 * (spring.holdings["sold"] - spring.holdings["bought"])
parts = spring.holdings[["spot", "roll_yield"]].sum(axis=1)
apart = (gain - parts).abs().dropna()
print("Parts add up to the price change to the cent:", bool((apart < 0.005).all()))
exchange = spring.daily.loc["2020-03-17", ["spread", "commission"]].sum()
print(f"The exchange of 2020-03-17 cost {-exchange:.0f} dollars")


# %% [markdown]
# **Explain**: on 2020-03-17 the March contract was sold at 68.83 and April bought at 61.43. Nothing was gained or lost by that exchange; both were worth what was paid. People say "rolling costs money because you sell low and buy
# high": the *exchange* costs spread and commission, here about a hundred dollars and in calm about thirty. The slide afterwards is what pays or costs. April's slide did pay, more than nine thousand dollars, and April still lost 23,625, because the curve came down.
#
# ## 3. What staying long costs
#
# **Predict**: a curve in backwardation pays the long holder to roll. So is a long future cheap to hold on such days, or does it even earn? And is a month further out cheaper?
#
# Slope is vx4/vx1 on the evening before: backwardation below 1, steep contango from 1.1 on. All figures are dollars lost or gained on one contract over the dollars its price came to, for a year of 252 such days.

# %%
def run_all(rules, history=history, smile=smile):
    """Ledger of each rule, over the same history with the same costs."""
    return {k: vix.run_roll(history, rule, costs, smile) for k, rule in rules.items()}


# %%
months = {k: vix.RollRule(month=k, roll_when=vix.expiry_eve) for k in range(1, 7)}
ledgers = run_all(months)
slope = vix.slope_regime(history, edges=(1.0, 1.1)).shift(1)
blocks = risk.block_counts(len(history), 63, draws, np.random.default_rng(seed))
table = lesson.roll_cost_table(ledgers, slope, blocks)

# %%
all_days = table[table["slope"] == "all days"].set_index("month")
shares = ["roll_yield", "spot", "trading", "net", "low", "high"]
neat(all_days[[*shares, "roll_dollars"]], dict.fromkeys(shares, "+.1%"))

# %% [markdown]
# `low` and `high` are the 95 % interval of the net from resampled blocks of 63 days, `roll_dollars` the roll yield of one contract in dollars a year. At the front, staying long one contract cost about two thirds of its price a year, and the slide took even more than that; further out it becomes less and less, and from month 4 on the
# interval holds zero, and that of month 3 ends close to it. Trading is small beside it.
#
# Mind the weights: a contract is worth several times as much in a crisis as in calm, so days of crisis, after which VIX mostly falls, count several times in these shares. Whoever keeps the same *dollars* invested has every day count once, and a milder figure:

# %%
percent = {}
for month, ledger in ledgers.items():
    price = 1000 * ledger.daily["mark"].shift(1)
    gain = ledger.daily[["roll_yield", "spot"]].sum(axis=1)
    percent[month] = [252 * (x / price).mean() for x in (gain, ledger.daily["net"])]
weights = pd.DataFrame(percent, ["before costs", "net"]).T
weights["net, dollar-weighted"] = all_days["net"]
neat(weights, "+.1%")

# %% [markdown]
# The first two columns are averages of daily percent returns, times 252. Neither weighting is wrong, but figures of one must not be mixed with figures of the other. Back to the dollars of one contract, by slope:

# %%
plots.show(*figures.cost_split(table))

# %% [markdown]
# **Explain**: this is the most expensive misunderstanding of the roll. In backwardation the slide pays month 1 more than its whole price a year, *and the holder loses*: the curve is inverted because the market expects volatility to fall, on average it does fall, and
# the spot effect takes the payment back, and more. In steep contango it is the other way round: the slide takes, and the curve's own moves give a good part back. Whoever quotes a roll yield alone quotes one of two large numbers of opposite sign.
# What is left over is a loss whose 95 % interval stays below zero only in steep contango, and even there the far months end close to it; in backwardation the intervals are wide enough for a gain as well as for ruin.
#
# The same net at several multiples of the trading costs. Costs are proportional, so 2x needs no second run: it is the net less the trading once more.

# %%
before = all_days["roll_yield"] + all_days["spot"]
neat(
    pd.DataFrame({f"{k}x": before + k * all_days["trading"] for k in (0, 1, 2, 4)}), "+.1%"
)

# %% [markdown]
# ## 4. A fair carry, and what was paid
#
# What falls when stocks rise *should* lose on average: that is the price of insurance even if nobody earns too much by writing it. By the capital asset pricing model (R15) the fair carry is beta to the S&P index x the equity premium. What is paid beyond that is **alpha**, the price of the
# insurance itself.
#
# Everything here is in daily percent returns, each day counted once: what a future paid, its beta, and what stocks earned. For a fair trial, what was paid on these days is set against the premium that stocks earned on the same days; `EQUITY_PREMIUM` stands beside it as a sensitivity.
#
# **Predict**: the front future lost about half its price a year. Is that more than its beta explains?

# %%
capm = lesson.capm_table(ledgers, history, blocks, equity_premium).rename_axis("month")
stocks = alvh.market.equity_excess(history)
mean, low, high = 252 * np.array(risk.mean_interval(stocks, None, blocks))
print(f"Stocks earned {mean:.1%} a year above T-bills ({low:.1%} to {high:.1%})")
capm_formats = dict.fromkeys(capm, "+.1%") | {"beta": ".2f"}
neat(capm, capm_formats)


# %%
def months_outside(value, low, high):
    """Months for which a value lies outside the interval."""
    found = capm.index[(capm[value] < capm[low]) | (capm[value] > capm[high])]
    return ", ".join(map(str, found)) or "none"


told = months_outside("fair", "paid_low", "paid_high")
print(f"Fair carry at {equity_premium:.0%} outside the interval of what was paid: {told}")
told = months_outside("fair_realised", "paid_low", "paid_high")
print(f"Fair carry at what stocks earned outside it: {told}")
alpha = (capm["alpha_low"] > 0) | (capm["alpha_high"] < 0)
print(
    f"Alpha that can be told from zero: {', '.join(map(str, capm.index[alpha])) or 'none'}"
)
clock = vix.beta_table(history, "capm", by="clock").set_index(["future", "regime"])["beta"]
early, late = (clock["vx1", f"VX at {hour}"] for hour in ("16:15", "16:00"))
print(f"Beta of month 1 while VX settled at 16:15: {early:.2f}, at 16:00: {late:.2f}")

# %% [markdown]
# **Explain**: `paid` is the mean return a year after costs, `fair` the fair carry at `EQUITY_PREMIUM`, `fair_realised` at what stocks earned on the same days, `alpha` what was paid less `fair_realised`; `low` and `high` are 95 % intervals. Stocks earned more than twice the assumed premium in these years, and three quarters of what the front future lost is what
# its beta cost in such years. The rest, an alpha of about an eighth of the price a year, has an interval that reaches to a gain; from month 4 on the point is about zero. With the assumed premium more is left unexplained, yet the fair carry still lies inside the interval of what was paid, for every month. So **no future lost more than CAPM explains
# by so much that this sample can tell**. Nor does it show that the insurance was fairly priced: the intervals are wide enough for a dear one.
#
# Two cautions. The S&P index closes at 16:00 New York time and VX settled at 16:15 before late October 2020, so the two days were not quite the same, which biases a beta, as a rule towards zero; since then both stop at 16:00, and the later beta is larger in size. Different years are part of that difference too. A beta larger in size would explain more of the loss. And beta is one line
# through calm and crashes alike; what insurance is worth in a crash is not in it.
#
# ## 5. Roll forward, hold on, or re-strike? (K18)
#
# The claim: rolling forward keeps the hedge and costs less. To be fair to every rule, divide what it cost a year by what it *was* as a hedge: the dollars it gained per vol point of 45-day S&P volatility (modelled). That is the price of a dollar of hedge.
# Six rules: with futures and with 30-delta calls, near the front, four months out and held to the end, or four months out and rolled forward every month.
#
# **Predict**: which of the six is the cheapest, and will 18 years of history be enough to know?

# %%
rules = {
    "front future, monthly": vix.RollRule(month=1),
    "4th future, held to the end": vix.RollRule(month=4),
    "4th future, rolled forward monthly": vix.RollRule(month=4, roll_when=vix.expiry_eve),
    "1-month call, re-struck monthly": vix.RollRule("call", month=1),
    "4-month call, held to the end": vix.RollRule("call", month=4),
    "4-month call, rolled forward monthly": vix.RollRule(
        "call", month=4, roll_when=vix.expiry_eve
    ),
}
k18 = run_all(rules)


# %%
def priced(ledgers, days=None):
    """Price of a dollar of hedge by rule, on some days or all; the draws of section 3 every time."""
    return lesson.forward_roll_costs(ledgers, history, blocks, days)


forward = priced(k18)
neat(forward.loc[:, "net":"price"], {"hedge": ",.1f", "price": ".1f"})

# %%
plots.show(*figures.hedge_prices(forward))


# %% [markdown]
# Dollars of one contract a year: a future is 1,000 dollars a point, an option a hundred, which is why only *price* compares. The hedge of a call is measured on ordinary days; that it grows in a crash and a future's does not is not in this price. The one difference that is decided here is that of the four-month call which is *held*.
#
# The claim is about rolling forward, so compare that with its two rivals directly, for all three smiles:

# %%
def told(table, rule):
    """What a rule's price is less than the first one's, with the interval and whether it decides."""
    low, high = table.loc[rule, ["diff_low", "diff_high"]]
    decided = "yes" if high < 0 or low > 0 else "no"
    return [table.at[rule, "against_first"], low, high, decided]


front, fourth_held, fourth, struck, call_held, call = rules
duels = {"futures, against the front month": told(forward, fourth)}
held_and_rolled = priced({name: k18[name] for name in (fourth_held, fourth)})
duels["futures, against holding on"] = told(held_and_rolled, fourth)

# %%
runs, calls = {}, {name: rules[name] for name in (struck, call_held, call)}
for band, its_smile in vix.BAND_SMILES.items():
    run = k18 if band == BAND else run_all(calls, smile=its_smile)
    runs[band] = {name: run[name] for name in calls}
by_band = {band: priced(run) for band, run in runs.items()}
for band, run in runs.items():
    held_and_rolled = priced({name: run[name] for name in (call_held, call)})
    duels[f"calls, {band} smile, against re-striking"] = told(by_band[band], call)
    duels[f"calls, {band} smile, against holding on"] = told(held_and_rolled, call)
columns = ["difference", "low", "high", "decided"]
neat(pd.DataFrame(duels, index=columns).T, "+.1f")

# %% [markdown]
# And by the slope of the evening before, rolling forward against the first rule of its kind (front future, monthly re-strike):

# %%
by_slope = {}
for name in slope.cat.categories:
    futures = priced({rule: k18[rule] for rule in (front, fourth)}, slope == name)
    by_slope[f"futures, {name}"] = told(futures, fourth)
    for band, run in runs.items():
        pair = priced({rule: run[rule] for rule in (struck, call)}, slope == name)
        by_slope[f"calls, {band} smile, {name}"] = told(pair, call)
neat(pd.DataFrame(by_slope, index=columns).T, "+.1f")

# %% [markdown]
# **Verdict on K18: it depends, and mostly the sample cannot say.** With futures, rolling forward four months out came out cheaper than both rivals, but both intervals hold zero. With calls it beat the monthly re-strike clearly only under the low smile, and holding on
# came out *cheaper* than rolling forward under all three, with intervals that hold zero. The slope parts the answers more than the rules do: in steep contango rolled calls were cheaper than re-struck ones under every smile, clearly; in backwardation they were dearer, clearly under two of the three, while rolled futures were cheaper.
#
# Two cautions. These are twenty comparisons, and at 95 % one in twenty misleads by chance. And an interval moves when its draws are drawn again: with a thousand of them most ends move by less than a point, those of backwardation, with the fewest days, by a few. Raise `DRAWS` before you lean on an end that is close to zero.
#
# ## 6. Buying above VIX 35 (K13)
#
# The "second engine" of the source starts when VIX is above 35. Every close above that level in this history belongs to one of a handful of episodes; a gap of 63 sessions starts a new one.
#
# **Predict**: in how many of them did a front future, bought on the first such close, gain over the next month?

# %%
number = alvh.market.episodes_above(market, high_vix)
returns = {
    band: lesson.forward_returns(market, held, costs, its_smile)
    for band, its_smile in vix.BAND_SMILES.items()
}
high = (number > 0) & returns[BAND]["vx1"].notna()
start = number.index.to_series().groupby(number).min()  # the first day of each episode
by_day = returns[BAND][high].assign(episode=number[high].map(start).dt.strftime("%Y-%m-%d"))
plots.show(*figures.bought_high(by_day, held, high_vix))

# %%
first = by_day[by_day.index.isin(start)].drop(columns=["vix", "call", "episode"])
for band, frame in returns.items():
    first[f"call, {band}"] = frame["call"]
first_formats = dict.fromkeys(first, "+.0%")
first.insert(0, "VIX", market.table["vix"])
neat(first, first_formats | {"VIX": ".2f"})

# %% [markdown]
# Returns after costs of what was bought on the first close above the level and sold `HELD` sessions later: a front future (rolled), the 1x 30-day ETN index, a 30-delta call of at least 40 days. `vix_change` is spot VIX, which nobody can buy. Averaged over *all* days
# above the level, with intervals that keep half a year together, and by the state of the curve (vx1 against vx2):

# %%
half_years = risk.block_counts(len(market), 126, draws, np.random.default_rng(seed))
k13 = lesson.buying_high(market, returns[BAND], half_years, high_vix)
shares = ["mean", "low", "high", "median", "otherwise"]
k13 = k13.set_index("instrument")
neat(k13, dict.fromkeys(shares, "+.1%") | {"gained": ".0%"})

# %%
curve = market.table[["vx1", "vx2"]]
tied = high & (curve["vx1"] == curve["vx2"])
rising = by_day["episode"][high[high].index[(curve["vx1"] < curve["vx2"])[high]]]
counted = ", ".join(f"{name}: {days}" for name, days in rising.value_counts().items())
print(f"Days with vx1 below vx2, by episode: {counted or 'none'}")
print(f"Days with vx1 equal to vx2, counted as contango in the table: {tied.sum()}")

# %% [markdown]
# **Verdict on K13: not supported.** The two crashes everybody remembers, bought on their first day, paid more than the price of the future. Of the other nine episodes seven lost, calls lost most of their price in all nine, and the typical day lost. The means hang on 2008 and 2020, which hold most of the days, and their
# intervals reach from a heavy loss to a good gain. Calls and the ETN lost on average on the few days in contango too, and there the printed interval stays below zero, but do not lean on it: 25 of these days come from one crash, the long descent of 2008 and 2009, and a draw that holds that crash or not is all the interval can vary. Three clusters of days carry no 95 % interval. It was no worse than buying on other days (`otherwise`), which lost as well. Spot VIX falls far and fast after such closes. The future falls less, because it never rose as far: the fall is in its price.
#
# ## 7. Selling short-dated premium after the peak (K14)
#
# The other side of that trade: sell 30-delta VIX calls that expire in one to two weeks, when the curve is inverted, and harvest the theta ("temporal theta", R22). "After a crest" waits until VIX is a tenth below its recent high of at least 25. That a peak has passed is known; that
# no higher one follows is not.
#
# **Predict**: in how many of the episodes did VIX, after falling by a fifth from its first peak, rise *above* it again?

# %%
sold = {"instrument": "call", "month": 2, "weekly": True, "quantity": -1}
when = {
    "inverted curve": vix.backwardation,
    "after a crest": signals.after_crest,
    "always": None,
}
sellers = {name: vix.RollRule(**sold, enter_when=days) for name, days in when.items()}
sellers = run_all(sellers, market)

# %%
crest = sellers["after a crest"]
peaks = lesson.premium_by_episode(market, crest, high_vix)
plots.show(*figures.after_peaks(market, crest, peaks))

# %%
others = sellers["inverted curve"]
peaks["inverted"] = lesson.premium_by_episode(market, others, high_vix)["net"]
peaks["second_peak"] = np.where(peaks["second_peak"], "higher", "-")
peaks = peaks.set_index("from").drop(columns=["peak_day", "spread", "commission"])
neat(peaks, {"first_peak": ".2f", "peak": ".2f"})

# %% [markdown]
# The dollars run from the first close above the level to 21 sessions after the last one. `net` is the seller after a crest, one contract at a time; `inverted` the net of the one who sells on every inverted day. After three first peaks VIX rose above them again, and two of these three are the seller's losses: 2008 and 2020.
# Here are the calls he sold in the autumn of 2008, each "after a crest":

# %%
autumn = crest.holdings.set_index("opened").loc["2008-09":"2008-11"]
neat(autumn[["strike", "bought", "sold", "net"]], {"bought": ".2f", "sold": ".2f"})

# %% [markdown]
# (`bought` is the price when the position was opened; a seller received it.) The first three crests were none. And a second peak need not be higher to hurt: in April 2025 VIX fell from 52.33 to 33.62 in a day and stood at 40.72 the day after. The call sold at 33.62:

# %%
april = crest.daily.loc["2025-04-09":"2025-04-14"].join(market.table["vix"])
april = april[["vix", "strike", "mark", "spot", "roll_yield", "theta", "net"]]
neat(april, {"vix": ".2f", "mark": ".2f"})


# %% [markdown]
# And the whole history, one contract at a time, in dollars, with a bootstrap interval of the net:

# %%
def booked(ledger):
    """Parts, net with interval, positions, share that gained and the worst of them."""
    nets = ledger.holdings["net"]
    low, high = risk.interval(half_years @ ledger.daily["net"].to_numpy())
    more = {"low": low, "high": high, "positions": len(nets)}
    return {**ledger.total(), **more, "gained": (nets > 0).mean(), "worst": nets.min()}


k14 = {f"{name}, {BAND} smile": booked(ledger) for name, ledger in sellers.items()}
for band in set(vix.BAND_SMILES) - {BAND}:
    run = vix.run_roll(market, crest.rule, costs, vix.BAND_SMILES[band])
    k14[f"after a crest, {band} smile"] = booked(run)
neat(pd.DataFrame(k14).T.sort_index(), {"gained": ".0%"})

# %% [markdown]
# **Explain**: look at the first columns. There is theta to harvest, and the inverted curve takes about two fifths of it back from the seller after a crest, and three quarters from the one who sells on every inverted day: the future under the call slides *up*. The roll yield that section 3's holder was paid is paid by this seller.
#
# **Verdict on K14: not decided.** Nearly nine of ten sales gained, the few others took most of it back, and the interval of the net reaches from a heavy loss to a good gain under every smile. Selling on *every* inverted day came out with a loss, since many of them are the way up. The one line whose interval lies above zero sells
# *always*, which says that calls are dear in this model at any time; it says nothing for peaks. How dear they are is the model's assumption, and weekly options were listed only from October 2015: 2008 and 2010 are a thought experiment.
#
# ## 8. The synthetic future and the conversion
#
# The source builds its leverage layer from a *synthetic* future: long call, short put, same strike and expiry. Ten of them (options have a hundred dollars a point) stand against one future. Parity says: call - put = discount x (future - strike).
#
# **Predict**: which strike gives the synthetic the most vega? And does it roll more cheaply than the future?

# %%
today = synthetic_day.date
ahead = vix.vix_option_expiries(today, today + pd.Timedelta(days=80), weekly=False)
expiry = ahead[ahead > today][1]
chain = alvh.vix_chain(market, today, expiry, smile)
discount = np.exp(-chain.rate * chain.time)
print(
    f"{today:%Y-%m-%d}: VIX {synthetic_day.vix:.2f}, future {chain.forward:.2f}, {expiry:%Y-%m-%d}"
)


def halves(prices, future=False):
    """Points paid beyond mid on this day."""
    return costs.half_spread(np.asarray(prices), synthetic_day.vix, future)


# %%
rows = {}
fees = costs.commission * costs.multiple
for strike in alvh.listed_strike(chain.forward * np.array([0.75, 1.0, 1.5])):
    call_price, put_price = (chain.option(flag, strike).price for flag in "cp")
    both = chain.synthetic(strike)
    off = positions.parity_residual(call_price, put_price, chain.forward, strike, discount)
    greeks = [1000 * both.delta, both.gamma, both.vol_of_vol_vega]
    cost = 1000 * halves([call_price, put_price]).sum() + 20 * fees
    rows[f"strike {strike:.0f}"] = [
        call_price,
        put_price,
        both.price,
        off.round(9),
        *greeks,
        cost,
    ]
columns = ["call", "put", "call - put", "residual", "delta", "gamma", "vega", "cost of ten"]
neat(pd.DataFrame(rows, columns).T, dict.fromkeys(columns[:4], ".2f"))

# %%
eve = market.sessions[market.sessions < expiry][-1]
later = alvh.vix_chain(market, eve, expiry, smile)
strike = float(alvh.listed_strike(chain.forward))
one = 1000 * (later.forward - chain.forward)
ten = 1000 * (later.synthetic(strike).price - chain.synthetic(strike).price)
print(f"Held to {eve:%Y-%m-%d}: one future {one:+,.0f} dollars, ten synthetics {ten:+,.0f}")
print(
    f"Cost to buy the future: {1000 * float(halves(chain.forward, True)) + fees:,.0f} dollars"
)

# %% [markdown]
# **Explain**: `delta` is in dollars a point, for ten. Gamma and vega (of the options' own vol) vanish at *every* strike and under every smile: what the call has, the short put takes away. That the residual is zero is the model's doing, which gives call and put one vol; in a real market it is what traders enforce. So a synthetic is a future, no more and no less. It lost the same points here,
# but for the discount, and cost two option spreads to enter; its short put needs margin too. What it can do: lend or borrow the distance to the strike, stand in for a future where only options may be traded, and, inside a **conversion** (long future, long put, short call), lock in a price that is wrong. How wrong must a call be?

# %%
call_price, put_price = (chain.option(flag, strike).price for flag in "cp")
legs = [*halves([call_price, put_price]), float(halves(chain.forward, True))]
dear = np.array([0.0, 0.1, 0.2, 0.5, 1.0])
off = positions.parity_residual(
    call_price + dear, put_price, chain.forward, strike, discount
)
locked = 1000 * positions.mispricing_gain(off, legs)
print(f"Half-spreads of the three legs together: {sum(legs):.2f} points")
neat(
    pd.DataFrame({"call too dear by": dear, "dollars locked": locked}),
    {"call too dear by": ".2f"},
)


# %% [markdown]
# Ten options against one future, commissions aside. A mistake smaller than the spreads is nobody's gain but the market maker's. And no conversion changes what a position does when volatility moves: it has neither gamma nor vega to add.
#
# ## 9. One rule, and a guess written down first
#
# Section 3 suggests a rule to whoever reads the roll yield alone: hold the front month while the curve is inverted and the slide pays, the fourth month otherwise, decided once a month. We wrote "cheaper" beside it before the next cell was run for the first time. That keeps us from picking the best of many rules. It does not make the test
# a fresh one: the rule is judged on the very history of sections 3 and 5, and whoever has read section 5 knows something already. Its table by slope says that after an inverted evening the rolled fourth future was the *cheaper* hedge of the two, and this rule then holds the front.

# %%
def month_by_slope(history):
    """Front month while vx2 is below vx1, fourth month otherwise."""
    return np.where(vix.backwardation(history, "vx2_vx1"), 1, 4)


slope_rule = vix.RollRule(month=month_by_slope, roll_when=vix.expiry_eve)
rng = np.random.default_rng(seed)
print(lesson.judge(slope_rule, "cheaper", history, rng, costs, smile, draws))


# %% [markdown]
# **Explain**: the difference looks good over the whole history, and its interval holds zero; the first half carries it. The halves are a check of stability, not a test out of sample: both were there when the rule was thought of. Month 4 always, the rule of section 5, came out cheaper by 3.8 and was undecided
# as well. We guessed wrong in the only way that counts: we were too sure. Had we tried twenty rules and shown you the best, the interval beside it would have been a lie, because it knows nothing of the other nineteen.
#
# ## What breaks this: the smile, the split, two crashes
#
# **The ranking leans on the smile and on costs.** The price of a dollar of hedge for all six rules, by smile and at once and twice the trading costs. Costs are proportional here too.

# %%
def price_at(found, times):
    """Price of a dollar of hedge with so many times the trading costs."""
    trading = found["spread"] + found["commission"]
    return -(found["net"] + (times - 1) * trading) / found["hedge"]


ranking = {}
for band in runs:
    six = pd.concat([forward.loc[[front, fourth_held, fourth]], by_band[band]])
    ranking |= {f"{band}, {times}x": price_at(six, times) for times in (1, 2)}
ranking = pd.DataFrame(ranking)
neat(ranking, ".1f")

# %%
for name, columns in ranking.T.groupby(ranking.idxmin()).groups.items():
    print(f"Cheapest: {name}, under {'; '.join(columns)}")

# %% [markdown]
# The points, not the intervals, decide such a ranking. Twice the costs hit the rolled call hardest: it trades every month, and a VIX option's spread is a share of its price.
#
# **The split of month 1 leans on spot VIX.** Before the front expiry the curve is drawn from spot VIX to vx1, and spot is nothing one can hold. Take the slope between vx1 and vx2 instead:

# %%
curve, left = vix.settlements(history), vix.days_to_expiries(history)
fall = (curve[:, 0] - curve[:, 1]) / (left[:, 1] - left[:, 0])
nights = np.diff(history.sessions.to_numpy()) / np.timedelta64(1, "D")
daily = ledgers[1].daily
per_year = 252 * daily[["roll_yield", "spot"]].mean()
other = 252 * 1000 * (fall[:-1] * nights).sum() / len(history)
slide, move = per_year
print(
    f"Slide towards spot VIX {slide:,.0f}, by the first two futures {other:,.0f} dollars a year"
)
print(
    f"Spot effect {move:,.0f} or {slide + move - other:,.0f}; together always {slide + move:,.0f}"
)

# %% [markdown]
# About a third of the slide, and even the sign of the average spot effect, is a way of drawing the curve. What a future earned in all is not; nor are the splits of the other months, which lean on futures alone.
#
# **Two crashes carry the hedge.** Here is the front future without September to December 2008 and February to April 2020:

# %%
crash = np.zeros(len(history), dtype=bool)
for name in ("Sep-Dec 2008", "Feb-Apr 2020"):
    crash |= history.sessions.isin(market.episode(name).sessions)
with_them, without = 252 * daily["net"].mean(), 252 * daily["net"][~crash].mean()
print(f"Net a year {with_them:,.0f} dollars with them, {without:,.0f} without")

# %% [markdown]
# Seven months of eighteen years. The intervals in this notebook resample the crises that happened; they cannot know of one that did not, nor of a third.
#
# ## Exercises
#
# Each stands on its own numbers, whatever you changed above. Solutions are folded below each exercise.
#
# ### 07.1 Slide
#
# vx1 stands at 20.00 with 20 days left, vx2 at 21.50 with 50 days left. The curve stands still for 10 days. What does one long second-month future make, in dollars, with its sign?

# %%
slide = ...
check("07.1", slide)

# %% tags=["solution"]
# Solution of 07.1
solution("07.1", -1000 * (21.50 - 20.00) / (50 - 20) * 10)

# %% [markdown]
# ### 07.2 The roll itself
#
# One future is sold at 18.00 and the next month bought at 19.20, both settlements. The full width is 0.05 points, half of the half-width is paid on each trade, and a trade costs 2 dollars commission. What does the roll itself make, in dollars, with its sign?

# %%
exchange = ...
check("07.2", exchange)

# %% tags=["solution"]
# Solution of 07.2
solution("07.2", -2 * (1000 * 0.5 * 0.05 / 2 + 2))

# %% [markdown]
# ### 07.3 The slide of 2017
#
# Run the roll engine over 2017 (first to last day) with the front future. What was its roll yield in dollars? *Hint*: `market.window`, `run_roll`, `.total()`.

# %%
slide_2017 = ...
check("07.3", slide_2017)

# %% tags=["solution"]
# Solution of 07.3
year = market.window("2017-01-01", "2017-12-31")
solution("07.3", vix.run_roll(year, vix.RollRule(month=1)).total()["roll_yield"])

# %% [markdown]
# ### 07.4 A conversion
#
# A VIX future stands at 21.50. The call struck at 20 costs 4.10, the put 2.35; a dollar at expiry is worth 0.995 today. What do ten conversions (sell the call, buy the put, ten options each, buy one future) lock, in dollars of today, before trading costs?

# %%
locked_in = ...
check("07.4", locked_in)

# %% tags=["solution"]
# Solution of 07.4
solution("07.4", 1000 * positions.parity_residual(4.10, 2.35, 21.50, 20, 0.995))

# %% [markdown]
# ### 07.5 Why did it lose?
#
# In backwardation the front future's holder lost all the same. Which part took it: `"roll"` (the slide), `"spot"` (the curve's own move), `"trading"` (spread and commission), `"theta"` (time value)?

# %%
took_it = ...
check("07.5", took_it)

# %% tags=["solution"]
# Solution of 07.5
solution("07.5", "spot")

# %% [markdown]
# ### Your own rule, before you see it
#
# No number is right here. Write a rule and a guess (`"cheaper"`, `"dearer"` or `"undecided"` against the front future, or against the monthly call if yours is a call), say aloud why, and only then run the cell. It shows nothing until both are written. What you may set: `RollRule("future" or "call", month=1 to 6,
# hold_to=days left at which it rolls, delta=..., roll_when=expiry_eve or backwardation, enter_when=..., leave_when=...)`. For example `RollRule(month=3, hold_to=20)`. The first rule you write is a test; the second is already a search.

# %%
my_rule = ...
my_guess = ...
rng = np.random.default_rng(seed)
print(lesson.judge(my_rule, my_guess, history, rng, costs, smile, draws))

# %% [markdown]
# ## Take-aways
#
# - The exchange of one future for the next costs spread and commission; the slide between two rolls is what pays or costs.
# - Roll yield and spot effect are two halves of one sum. In backwardation the slide pays and the market's move takes it back; quote the sum.
# - Staying long is dear at the front, and cheaper further out, where it also hedges less. Beta explains so much of it that no future shows a further loss this sample can tell from zero. Per dollar of hedge most rules cannot be told apart in eighteen years, and calls lean on an assumed smile.
# - Above VIX 35 a bought future lost in most episodes; selling after a crest gained often and lost much. Second peaks come, and they are not announced.
# - A synthetic future is a future. A conversion locks a price and moves nothing else.
# - Choose the rule first. Afterwards everybody knows.
#
# ## Sources
#
# - Rules R11, R12, R15, R20 to R22 and claims K13, K14, K18: VixShield Research Team, question-and-answer pages of May 2026 ("based on SPX Mastery by Russell Clark").
# - D. Politis and J. Romano, "A Circular Block-Resampling Procedure for Stationary Data" (1992): the intervals.
# - F. Black, "The Pricing of Commodity Contracts", Journal of Financial Economics 3 (1976); H. Stoll, "The Relationship Between Put and Call Option Prices", Journal of Finance 24 (1969).
# - W. Sharpe, "Capital Asset Prices", Journal of Finance 19 (1964): the fair carry. M. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", Journal of Finance 23 (1968): alpha.
# - Cboe Futures Exchange: contract specifications of VX futures and VIX options.
# - Data: see [data/README.md](../data/README.md).
