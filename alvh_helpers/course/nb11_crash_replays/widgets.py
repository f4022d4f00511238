"""The stepper of notebook 11 (R31): the picture of one evening, drawn from the past alone, and buttons to move on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats, Ints
from alvh_helpers.course import plots
from alvh_helpers.course.notebook import choice
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.contracts import MULTIPLIERS
from alvh_helpers.market.history import EPISODES
from alvh_helpers.positions.strikes import CONDOR_QUANTITIES
from alvh_helpers.simulation.ledger import Ledger, day_position

__all__ = ["Order", "Walk", "paper_account", "rules_account", "step_view", "stepper_explorer", "told"]


_LEAST_DAYS = 7  # the future held is the first with more calendar days left than these


_MINI = MULTIPLIERS["VXM"]  # dollars a point


_MOST = 10_000  # futures


_LOOK_BACK = 60  # sessions of the market that are shown at most


_EARLIER = 5  # sessions before an episode on which a walk begins


class Order(NamedTuple):
    """What a reader wants to hold from the next fill on: mini VIX futures, and the condors or none of them."""

    minis: int = 0
    condors: bool = True


def paper_account(ledger: Ledger, orders: Mapping[DateLike, Order], until: DateLike) -> pd.DataFrame:
    """Return what a reader's own orders came to, day by day, up to a day and no further.

    The ledger is that of the rules: its condors are the reader's too. Each order is filed under the day after whose close
    it was given, and stands until the next; at first all condors are held and no futures.

    Returns
    -------
    DataFrame
        By day: ``minis`` held after the close, ``future`` (expiry of the contract), ``condors`` (whether they are kept);
        dollars of that day from ``condor`` and ``hedge`` before costs, ``costs`` (0 or less), and their sum ``total``. T-bill
        interest is left out.

    Raises
    ------
    CourseError
        When a day is none of the ledger's, or an order asks for no whole number of futures from 0 to 10,000.
    """
    start, last = ledger.record.inputs.start, day_position(ledger, until)
    minis, keeps = _standing(ledger, orders, last)
    condor, paid = _condors(ledger, keeps, start, last)
    hedge, traded, expiry = _futures(ledger, minis, start, last)
    dollars = {
        "condor": condor,
        "hedge": hedge,
        "costs": -(paid + traded),
        "total": condor + hedge - paid - traded,
    }
    table = {"minis": minis, "future": expiry, "condors": keeps}
    table |= {name: np.round(values, 2) + 0.0 for name, values in dollars.items()}
    return pd.DataFrame(table, ledger.market.sessions[start : last + 1]).rename_axis("date")


def rules_account(ledger: Ledger, until: DateLike) -> pd.DataFrame:
    """Return the dollars of each day up to a day: of the condors alone, of all layers, and ``total``, costs included.

    Raises
    ------
    CourseError
        When the day is none of the ledger's.
    """
    last = day_position(ledger, until) - ledger.record.inputs.start
    profit = ledger.profit.iloc[: last + 1]
    hedges = profit.drop(columns=["condors", "interest"]).sum(axis=1)
    table = {"condors": profit["condors"], "layers": hedges, "total": profit["condors"] + hedges}
    return pd.DataFrame(table).round(2)


def told(ledger: Ledger, date: DateLike) -> str:
    """Return what the rules held and decided on a day, in plain words."""
    return "\n\n".join(ledger.explain(date).split("\n\n")[1:3])


def _standing(ledger: Ledger, orders: Mapping[DateLike, Order], last: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Return what is to be held after each close, from orders that had been given by then."""
    start, delay = ledger.record.inputs.start, ledger.policy.delay
    minis, keeps = np.zeros(last - start + 1, dtype=int), np.ones(last - start + 1, dtype=bool)
    for date, order in sorted((as_date(day), order) for day, order in orders.items()):
        if isinstance(order.minis, bool) or order.minis not in range(_MOST + 1):
            raise CourseError(
                f"an order for {order.minis!r} mini futures: write a whole number from 0 to {_MOST:,}"
            )
        filled = day_position(ledger, date) + delay - start
        minis[filled:], keeps[filled:] = order.minis, bool(order.condors)
    return minis, keeps


def _condors(ledger: Ledger, keeps: NDArray[np.bool_], start: int, last: int) -> tuple[Floats, Floats]:
    """Return by day what the kept condors gained at mid, and what trading them cost."""
    plan, held = ledger.record.inputs, ledger.record.log.contracts
    cycles, gained, paid = plan.sales, np.zeros(last - start + 1), np.zeros(last - start + 1)
    for j in np.flatnonzero((held > 0) & (cycles.opened <= last)):
        opened, units = int(cycles.opened[j]), float(held[j])
        if not keeps[opened - start]:
            continue
        left = np.flatnonzero(~keeps[opened - start :])
        until = min(int(cycles.closed[j]), opened + int(left[0]) if left.size else last + 1)
        rows = cycles.first[j] + np.arange(min(until, last) - opened + 1)
        gained[opened + 1 - start : opened - start + len(rows)] += 100.0 * units * np.diff(cycles.value[rows])
        paid[opened - start] += _toll(ledger, int(rows[0]), units)
        settled = bool(cycles.expired[j]) and until == cycles.closed[j]
        if until <= last and not settled:
            paid[until - start] += _toll(ledger, int(rows[-1]), units)
    return gained, paid


def _toll(ledger: Ledger, row: int, units: float) -> float:
    """Return what it costs to trade so many condors at the spreads of a row."""
    legs = np.abs(CONDOR_QUANTITIES) * units
    spreads = 100.0 * legs @ ledger.record.inputs.spread[row]
    return float(spreads + legs.sum() * ledger.costs.fee("spx"))


def _futures(
    ledger: Ledger, minis: Ints, start: int, last: int
) -> tuple[Floats, Floats, NDArray[np.datetime64]]:
    """Return by day what the futures gained and what trading them cost, and the expiry that is held."""
    facts, days = ledger.market, np.arange(start, last + 1)
    which = np.argmax(facts.left[days] > _LEAST_DAYS, axis=1)
    expiry = facts.days[days] + facts.left[days, which].astype("m8[D]")
    price = facts.curve[days, which]
    # Yesterday's contract is today's first or second: the one with its expiry.
    same = facts.days[days[1:], None] + facts.left[days[1:]].astype("m8[D]") == expiry[:-1, None]
    later = facts.curve[days[1:], np.argmax(same, axis=1)]
    gained = np.r_[0.0, _MINI * minis[:-1] * (later - price[:-1])]
    vix = facts.surface.vix[days]
    before, old = np.r_[0, minis[:-1]], np.r_[price[0], later]
    rolls = np.r_[False, expiry[1:] != expiry[:-1]]
    bought = np.where(rolls, minis, np.abs(minis - before))
    sold = np.where(rolls, before, 0)
    half = [ledger.costs.vix_half_spread(p, vix, "future") for p in (price, old)]
    fee = ledger.costs.fee("future")
    paid = bought * (_MINI * half[0] + fee) + sold * (_MINI * half[1] + fee)
    return gained, paid, expiry


@plots.house_style()
def step_view(
    ledger: Ledger,
    day: DateLike,
    orders: Mapping[DateLike, Order] | None = None,
    since: DateLike | None = None,
) -> tuple[Figure, str]:
    """Draw what is known after the close of a day: the market, the condors' strikes, and three accounts so far.

    Nothing later than `day` is drawn or computed. Orders are those of `paper_account`; the accounts count from the close
    of `since` on, by default the ledger's first day.

    Raises
    ------
    CourseError
        When a day is none of the ledger's, or `since` is not before `day`.
    """
    start = ledger.record.inputs.start if since is None else day_position(ledger, since)
    at = day_position(ledger, day)
    if at < start:
        raise CourseError(
            f"the walk begins on {as_date(since):%Y-%m-%d}: {as_date(day):%Y-%m-%d} is before it"
        )
    first = ledger.market.sessions[start]
    known = ledger.market.table.iloc[max(0, at - _LOOK_BACK) : at + 1]
    accounts = _accounts(ledger, day, orders or {}, first)
    figure = Figure(figsize=(10.0, 5.6))
    axes = figure.subplot_mosaic([["index", "money"], ["vix", "money"]])
    marks = ledger.marks(day).query("source == 'condors'")
    _index(axes["index"], known["spx"], marks)
    _vix(axes["vix"], known)
    plots.plot_paths(axes["money"], accounts, ylabel=f"dollars since {first:%Y-%m-%d}")
    you, rules, alone = (float(path.iloc[-1]) for _, path in accounts.values())
    axes["money"].set_title(
        f"you {you:+,.0f}, the rules {rules:+,.0f},\ncondors alone {alone:+,.0f}", fontsize=11
    )
    today = known.iloc[-1]
    figure.suptitle(f"After the close of {known.index[-1]:%A %Y-%m-%d}", x=0.01, ha="left", fontweight="bold")
    alt = (
        f"Three charts of what was known on {known.index[-1]:%Y-%m-%d}: SPX {today['spx']:,.2f} with the strikes of the open "
        f"condors, VIX {today['vix']:.2f} and its front future {today['vx1']:.2f}, and dollars since {first:%Y-%m-%d}: you "
        f"{you:,.0f}, the rules {rules:,.0f}, the condors alone {alone:,.0f}."
    )
    return figure, alt


def _accounts(
    ledger: Ledger, day: DateLike, orders: Mapping[DateLike, Order], first: pd.Timestamp
) -> dict[str, tuple[str, pd.Series]]:
    """Return the three accounts in dollars since the first day, as `plots.plot_paths` takes them."""
    rules = rules_account(ledger, day)
    paths = {
        "you": ("together", paper_account(ledger, orders, day)["total"]),
        "the rules": ("hedge", rules["total"]),
        "condors alone": ("condor", rules["condors"]),
    }
    return {name: (role, path.cumsum()[first:] - path[:first].sum()) for name, (role, path) in paths.items()}


def _index(ax: Axes, spx: pd.Series, marks: pd.DataFrame) -> None:
    """Draw the index and the short strikes of the open condors."""
    ax.plot(spx.index, spx, **plots.line_style("together") | {"linewidth": 1.8})
    plots.date_axis(ax)
    shorts = marks[marks["units"] < 0]["contract"].str.split(" ", expand=True)
    for row in shorts.itertuples(index=False):
        level, flag = float(row[2]), row[3]
        ax.axhline(level, color=plots.LINES["condor"]["color"], linewidth=1.2, linestyle=(0, (4, 2)))
        ax.annotate(
            f"short {flag} {level:,.0f}, {pd.Timestamp(row[1]):%d %b}", (spx.index[0], level), (2, 2),
            textcoords="offset points", fontsize=8, color=plots.LINES["condor"]["color"],
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.8},
            zorder=1,
        )  # fmt: skip
    ax.set_title(
        f"SPX {spx.iloc[-1]:,.0f}, {spx.iloc[-1] / spx.iloc[max(0, len(spx) - 2)] - 1:+.1%} today",
        fontsize=11,
    )


def _vix(ax: Axes, known: pd.DataFrame) -> None:
    """Draw VIX and its front future."""
    for name, role in (("vix", "vix"), ("vx1", "hedge")):
        ax.plot(known.index, known[name], **plots.line_style(role))
    plots.date_axis(ax)
    low = min(known["vix"].min(), known["vx1"].min())
    ax.set_ylim(bottom=np.floor(0.9 * low))
    ax.set_title(
        f"VIX {known['vix'].iloc[-1]:.1f} (dash-dotted),\nfront future {known['vx1'].iloc[-1]:.1f} (dashed)",
        fontsize=11,
    )


class Walk:
    """A reader's way through one episode: the day that is reached, and the orders given so far, by evening.

    The ledger is that of the rules to the end of the episode; the first evening is five sessions before `begin`.
    """

    def __init__(self, ledger: Ledger, begin: DateLike) -> None:
        self.ledger = ledger
        sessions = ledger.record.sessions
        self._first = int(max(sessions.searchsorted(as_date(begin)) - _EARLIER, 0))
        self.restart()

    def restart(self) -> None:
        """Go back to the first evening without orders."""
        self.orders: dict[pd.Timestamp, Order] = {}
        self._at = self._first

    @property
    def day(self) -> pd.Timestamp:
        """The evening that is reached."""
        return self.ledger.record.sessions[self._at]

    @property
    def over(self) -> bool:
        """Whether the last evening is reached."""
        return self._at == len(self.ledger.record.sessions) - 1

    def go_on(self, order: Order, sessions: int = 1) -> None:
        """Give an order this evening and move on, at most to the last evening; a refused order changes nothing."""
        orders = self.orders | {self.day: order}
        paper_account(self.ledger, orders, self.day)
        self.orders = orders
        self._at = min(self._at + sessions, len(self.ledger.record.sessions) - 1)

    def picture(self) -> tuple[Figure, str]:
        """Draw the evening."""
        return step_view(self.ledger, self.day, self.orders, self.ledger.record.sessions[self._first])

    def words(self) -> str:
        """Return what the rules held and decided that day, and whether the walk is over."""
        end = (
            "\n\nThe walk is over: no later day belongs to it. Start over to try other orders."
            if self.over
            else ""
        )
        return f"What the rules did.\n{told(self.ledger, self.day)}{end}"


def stepper_explorer(
    ledger_of: Callable[[str], Ledger], episode: str, names: tuple[str, ...] = tuple(EPISODES)
) -> Any:
    """Return a panel with buttons: read the evening, set your order, go on a day or five, or start over.

    `ledger_of` returns the rules' ledger of an episode by its name; it begins weeks before the episode, so that condors are
    open. `episode` is shown first and must be one of the `names`.
    """
    import ipywidgets as widgets

    def begin(name: str) -> Walk:
        """Return a new walk through an episode."""
        return Walk(ledger_of(name), EPISODES[name].start)

    menu = widgets.Dropdown(options=names, value=choice("episode", episode, names), description="episode")
    minis = widgets.BoundedIntText(value=0, min=0, max=10_000, step=1, description="mini futures")
    keep = widgets.Checkbox(value=True, description="keep the condors")
    buttons = [widgets.Button(description=text) for text in ("one day on", "five days on", "start over")]
    output, state = widgets.Output(), {"walk": begin(episode)}

    def redraw() -> None:
        """Show the evening that is reached."""
        output.clear_output(wait=True)
        with output:
            plots.show(*state["walk"].picture())
            print(state["walk"].words())

    def move(sessions: int) -> None:
        """Give the order that is set, and go on."""
        state["walk"].go_on(Order(minis.value, keep.value), sessions)
        redraw()

    def restart(name: str) -> None:
        """Begin again, in the same episode or another."""
        state["walk"] = begin(name)
        minis.value, keep.value = 0, True
        redraw()

    buttons[0].on_click(lambda _: move(1))
    buttons[1].on_click(lambda _: move(5))
    buttons[2].on_click(lambda _: restart(menu.value))
    menu.observe(lambda change: restart(change["new"]), "value")
    redraw()
    return widgets.VBox([widgets.HBox([menu, minis, keep]), widgets.HBox(buttons), output])
