"""A layer (R10-R14, R20, R22): what it holds, what lets it in, how much of it, when it rolls and when it leaves.

These are values only: `simulation.hedges` says what they hold when, `simulation.account` how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from alvh_helpers.errors import CourseError

__all__ = ["INSTRUMENTS", "Instrument", "Kind", "Layer", "Trigger"]


Kind = Literal["option", "future", "etn"]

_KINDS: dict[str, Kind] = {"c": "option", "p": "option", "f": "future", "e": "etn"}
_DEEPEST = 0.5


class Instrument(NamedTuple):
    """What one unit consists of.

    ``flags`` and ``held`` are the legs of one unit ('c' and 'p' are options, 'f' is the future itself, 'e' an ETN share) and
    how many of each; ``multiplier`` dollars a point. A future pays nothing when it is traded and its moves in cash each day;
    an option or a share is paid for when it is traded, and marked.
    """

    flags: tuple[str, ...]
    held: tuple[float, ...]
    multiplier: float

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Of each leg, the word under which `costs.Costs` knows it: 'option', 'future' or 'etn'."""
        return tuple(_KINDS[flag] for flag in self.flags)

    @property
    def kind(self) -> str:
        """The word of all legs, or 'mixed'."""
        return self.kinds[0] if len(set(self.kinds)) == 1 else "mixed"

    @property
    def futures(self) -> float:
        """How many futures a unit amounts to: listed ones, and pairs of a long call and a short put."""
        held = dict(zip(self.flags, self.held))
        return held.get("f", 0.0) + max(0.0, min(held.get("c", 0.0), -held.get("p", 0.0)))


INSTRUMENTS = MappingProxyType(
    {
        "call": Instrument(("c",), (1.0,), 100.0),
        "call spread": Instrument(("c", "c"), (1.0, -1.0), 100.0),
        "synthetic": Instrument(("c", "p"), (1.0, -1.0), 100.0),
        "future": Instrument(("f",), (1.0,), 1000.0),
        "mini future": Instrument(("f",), (1.0,), 100.0),
        "financed mini future": Instrument(("f", "c"), (1.0, -1.0), 100.0),
        "etn": Instrument(("e",), (1.0,), 1.0),
        "call spread sold": Instrument(("c", "c"), (-1.0, 1.0), 100.0),
    }
)
"""What a layer can hold.

'synthetic' is a long call and a short put of one strike and expiry: a future built from options. Mini futures have been
listed since August 2020; before that they stand for a tenth of a future. 'financed mini future' is one with a short call of
the same expiry, struck at the layer's `short_delta` (R11): its premium comes in as the condor's credit does, and what the
future gains above the strike is sold with it. A full future would take ten such calls. 'call spread sold' is no hedge but
premium taken (R22): a call sold, and a further one bought so that the loss has an end.
"""


@dataclass(frozen=True)
class Trigger:
    """What lets a layer in.

    Attributes
    ----------
    any_of : tuple of str
        Signals of `signals.votes` of which one must call.
    drift : float, optional
        Size of the condor's drift (R4) that lets it in as well as a signal does; None: drift does not count.
    moves : float, optional
        A short strike within so many expected moves of spot lets it in too (R5); None: distance does not count.
    all_of : tuple of str
        Signals that must all call besides.
    vix_above : float, optional
        VIX must be above this level besides.
    crested : bool
        A spike must look to have passed its peak besides (`signals.after_crest`); whether it has, nobody knows.

    Notes
    -----
    With none of `any_of`, `drift` and `moves` nothing is asked for but the rest; an empty trigger is always on.
    """

    any_of: tuple[str, ...] = ()
    drift: float | None = None
    all_of: tuple[str, ...] = ()
    vix_above: float | None = None
    crested: bool = False
    moves: float | None = None

    def __post_init__(self) -> None:
        for name in ("any_of", "all_of"):
            names = getattr(self, name)
            if isinstance(names, str):
                raise CourseError(f"{name}={names!r}: give a tuple of names, such as ({names!r},)")
            object.__setattr__(self, name, tuple(names))
        if self.drift is not None and not 0 < self.drift < 3:
            raise CourseError(
                f"drift {self.drift}: it is 0 at the centre and 1 at a short strike; write 0.12 or 0.5"
            )
        if self.moves is not None and not 0 < self.moves < 5:
            raise CourseError(
                f"moves {self.moves}: a short strike is sold about one expected move away; write 0.5 for half of one"
            )
        if self.vix_above is not None and not 0 < self.vix_above < 200:
            raise CourseError(f"vix_above {self.vix_above}: VIX is given in points, such as 35")

    @property
    def either(self) -> list[str]:
        """What lets it in, of which one is enough, in words."""
        levels = [f"drift of {self.drift:g}"] if self.drift is not None else []
        levels += [f"a short strike within {self.moves:g} expected moves"] if self.moves is not None else []
        return [*self.any_of, *levels]

    @property
    def always(self) -> bool:
        """Whether nothing is asked for at all."""
        return not (self.either or self.all_of or self.crested) and self.vix_above is None


@dataclass(frozen=True)
class Layer:
    """One layer: of the hedge, its second engine, or premium taken.

    Attributes
    ----------
    name : str
        As it appears in the ledger.
    instrument : str
        A key of `INSTRUMENTS`.
    trigger : Trigger
        What lets it in.
    month, month_inverted : int
        It holds the k-th monthly VIX expiry that has more than `hold_to` days left; another k while the futures curve is
        inverted (R20); None: the same.
    delta, short_delta : float
        Of the long call, and of the call sold against it, or against the future that it finances. In 'call spread sold'
        `delta` is that of the call sold.
    wing_delta : float
        Of the further call that is bought in 'call spread sold'.
    coverage : float
        Share of the condors' vega that it stands for, in SPX-vega equivalents (R13); of hedges only. A unit counts at
        least half the delta it was bought with: nobody buys a dying option in ever larger numbers.
    risk : float, optional
        Share of equity that its largest loss may take, width less credit; of premium only, which has no other size.
    budget : float, optional
        What it may cost at each purchase, as a share of the credit of the open condors (R14): an option's price, a
        future's slide down the curve until its roll, less what a call sold against it loses by then. A resizing counts
        the price of the first purchase. None: vega alone decides.
    hold_to : int
        Rolled, or closed when its trigger is off, once so many calendar days or fewer are left.
    rolls : bool
        Whether it is rolled at all.
    off_days : int
        Closed when the trigger has been off for so many sessions.
    crush : float, optional
        Closed when VIX is this share below its highest close of the last 20 sessions ("vol crush"); None: never.
    engine : bool
        Whether it is the second engine (R12): sized by its own ring-fenced capital and leverage.
    weekly : bool
        Count weekly expiries of VIX options too: ``month=2`` is then 8 to 16 days out. Listed since October 2015 only, and
        marked on a forward that is interpolated in time: before that a thought experiment.
    """

    name: str
    instrument: str
    trigger: Trigger = Trigger()
    month: int = 1
    month_inverted: int | None = None
    delta: float = 0.35
    short_delta: float = 0.15
    wing_delta: float = 0.10
    coverage: float = 0.25
    budget: float | None = None
    hold_to: int = 7
    rolls: bool = True
    off_days: int = 10
    crush: float | None = None
    engine: bool = False
    weekly: bool = False
    risk: float | None = None

    def __post_init__(self) -> None:
        who = f"layer {self.name!r}"
        if self.instrument not in INSTRUMENTS:
            raise CourseError(f"{who} holds {self.instrument!r}: choose one of {', '.join(INSTRUMENTS)}")
        if self.weekly and self.terms.kind != "option":
            raise CourseError(
                f"{who}: weekly expiries are listed for VIX options only, not for a {self.instrument}"
            )
        for month in (self.month, self.month_inverted):
            if month is not None and month not in range(1, 7):
                raise CourseError(f"{who}: month {month} is none of the first six, 1 to 6")
        self._check_deltas(who)
        self._check_premium(who)
        if self.role == "hedge" and not 0 < self.coverage <= 1:
            raise CourseError(
                f"{who} covers {self.coverage:g} of the vega: a hedge covers more than 0 and at most 1 of it"
            )
        if self.budget is not None and not self.budget > 0:
            raise CourseError(
                f"{who} has a budget of {self.budget:g}: it could never buy anything; leave the layer out"
            )
        further = max(self.month, self.month_inverted or 0)
        farthest = -(-(self.hold_to + further * (7 if self.weekly else 28)) // 28)
        if self.hold_to < 0 or farthest > 6:
            raise CourseError(
                f"{who}: month {further} beyond {self.hold_to} days may be listed future number "
                f"{farthest}, and the history has settlements of the first six months at all times"
            )
        if self.off_days < 1 or (self.crush is not None and not 0 < self.crush < 1):
            raise CourseError(
                f"{who}: off_days {self.off_days} must be 1 or more, crush {self.crush} between 0 and 1"
            )

    def _check_deltas(self, who: str) -> None:
        """Refuse options that no chain lists, or that undo what they go with."""
        if self.terms.flags == ("f", "c"):
            if not 0.01 <= self.short_delta <= _DEEPEST:
                raise CourseError(
                    f"{who} sells calls of delta {self.short_delta:g} against its future: between 0.01 and {_DEEPEST:g} they "
                    "finance it; above, they would sell most of it"
                )
        elif self.role == "premium":
            if not 0.01 <= self.wing_delta < self.delta <= 0.95:
                raise CourseError(
                    f"{who} sells a call of delta {self.delta:g} and buys one of {self.wing_delta:g}: the wing lies further "
                    "out, with the smaller delta, between 0.01 and 0.95"
                )
        elif not 0.01 <= self.short_delta < self.delta <= 0.95:
            raise CourseError(
                f"{who}: deltas {self.delta:g} and {self.short_delta:g}: buy the larger, sell the smaller, between 0.01 and 0.95"
            )

    def _check_premium(self, who: str) -> None:
        """Refuse premium without a bound, and hedges that ask to be sized like it."""
        if self.role != "premium":
            if self.risk is not None:
                raise CourseError(
                    f"{who} risks {self.risk:g} of equity in a {self.instrument}: only a 'call spread sold' is sized by its "
                    "largest loss"
                )
            return
        if self.engine or self.budget is not None:
            raise CourseError(
                f"{who} takes premium: it is neither the second engine nor does it spend a budget, its risk alone sizes it"
            )
        if self.risk is None or not 0 < self.risk <= 1:
            raise CourseError(
                f"{who} sells call spreads with risk {self.risk}: say what share of equity their largest loss may take, "
                "above 0 and at most 1"
            )

    @property
    def role(self) -> Literal["hedge", "engine", "premium"]:
        """What it is there for: only hedges cover vega and count as the cost of hedging."""
        if self.instrument == "call spread sold":
            return "premium"
        return "engine" if self.engine else "hedge"

    @property
    def terms(self) -> Instrument:
        """What one unit consists of."""
        return INSTRUMENTS[self.instrument]

    @property
    def longest_days(self) -> int:
        """Calendar days that one purchase can live at most; an ETN share has no end."""
        return 10_000 if self.instrument == "etn" else (7 if self.weekly else 35) * self.month + self.hold_to
