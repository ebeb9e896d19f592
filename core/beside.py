"""What the amounts of a project can be held against: the other projects of its year, and itself a year before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.kinds import read_money
from core.model import Book, Dossier, Place
from core.remembered import by_identity
from core.years.last_year import last_year_place

_STAGES = ("annual", "initial", "executed")  # the first that is typed stands for the budget
_FEWEST = 3  # other projects, before anything can be said of what is usual


@dataclass(frozen=True, slots=True)
class Beside:
    """``others`` is the power of ten (of 元) that no other project of the year reaches; ``last_year`` is the budget in
    元 of the same project a year before.  None where there is too little to say."""

    others: int | None = None
    last_year: Decimal | None = None


NOTHING_BESIDE = Beside()


def beside(book: Book, dossier: Dossier) -> Beside:
    """What there is beside a project of a book."""
    year = None if dossier.is_unit else _year(book, dossier.project.year)
    before = last_year_place(book, Place("project", dossier.id, "name"))
    last = None if before is None else _budget(book.dossiers[before.project])
    return Beside(None if year is None else year.without(dossier), last)


@dataclass(frozen=True, slots=True)
class _Year:
    """The two largest budgets of a year, the largest first, and how many there are."""

    largest: Decimal
    second: Decimal
    count: int

    def without(self, dossier: Dossier) -> int | None:
        """The power of ten that no other project reaches."""
        own = _budget(dossier)
        if self.count - (own is not None) < _FEWEST:
            return None
        return (self.second if own == self.largest else self.largest).adjusted() + 1


def _year(book: Book, year: int) -> _Year | None:
    """A year of a book, looked at once; None with fewer than two budgets."""
    known = _years(book)
    if year not in known:
        found = sorted((budget for d in book.of_year(year) if (budget := _budget(d)) is not None), reverse=True)
        known[year] = _Year(found[0], found[1], len(found)) if len(found) > 1 else None
    return known[year]


@by_identity
def _years(_book: Book) -> dict[int, _Year | None]:
    """What is known of the years of a book so far."""
    return {}


@by_identity
def _budget(dossier: Dossier) -> Decimal | None:
    """The budget in 元 as it is typed, source by source; None where nothing above 0 can be read."""
    total = Decimal(0)
    for fund in dossier.funds.values():
        texts = (getattr(fund, stage) for stage in _STAGES)
        amount = read_money(next((text for text in texts if text), ""))
        total += amount if isinstance(amount, Decimal) and amount > 0 else 0
    return total or None
