"""The drafts of one report, and what the text is speaking of.

The only state of the extractor. A figure without a place of its own goes to the place last
spoken of; "the city" goes back to the last town, "elsewhere" to a sibling of what was named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

from incidents.extract.centres import capital_of, town_around, town_headed
from incidents.extract.datelines import capital_at_head, speaking, written_from
from incidents.extract.dates import Stated
from incidents.extract.drafts import Draft, last_placed
from incidents.extract.holding import Holders
from incidents.extract.scope import (
    CAPITALS,
    contains,
    is_site_in,
    region_of,
    same_place,
    same_point,
)
from incidents.extract.spread import around
from incidents.extract.timing import same_day
from incidents.extract.tokens import Token
from incidents.model import Measure, Mention, Place, Precision
from incidents.model.ports import Gazetteer


class Board:
    """One draft per place and date the report speaks of."""

    def __init__(
        self,
        mentions: tuple[Mention, ...],
        gazetteer: Gazetteer | None,
        datelines: frozenset[int] = frozenset(),
        head: Mention | None = None,
    ) -> None:
        self.drafts: list[Draft] = []
        self.main: Stated | None = None
        self.focus: Draft | None = None
        self._mentions = mentions
        self._datelines = datelines
        self._head = head
        self._gazetteer = gazetteer
        self._city: Draft | None = None
        self._paragraph = 0
        self._only_named = False
        self.several = False
        self._before_aside: Draft | None = None
        self._holders = Holders(gazetteer)
        self._by_point: dict[tuple[float | None, float | None], list[Mention]] = defaultdict(list)
        for m in mentions:
            if m.place is not None and m.place.placed and m.place.place_id is not None:
                self._by_point[m.place.lat, m.place.lon].append(m)
        seen = Counter(m.place.country for m in mentions if m.place and m.place.country)
        self._country = max(seen, key=lambda c: (seen[c], c), default=None)

    @property
    def told_of(self) -> list[Mention]:
        """The places the text names outside its datelines."""
        return [m for m in self._mentions if m.start not in self._datelines]

    def country(self) -> str | None:
        """The country the report names places of most."""
        return self._country

    def _added(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self._holders.add(draft)
        return draft

    def draft(
        self, place: Place | None, toponym: str | None, when: Stated | None, fresh: bool = False
    ) -> Draft:
        """The draft of a place and date; ``fresh``: another attack on the same place."""
        stated = when or self.main
        same = [d for d in self._holders.at(place) if not d.wave and not d.unnamed_region]
        for draft in same:
            if not fresh and (stated is None or draft.when is None or same_day(draft.when, stated)):
                draft.when = draft.when or stated
                return draft
        return self._added(Draft(place, toponym, len(same), stated))

    def unnamed_region(self, country: str | None, when: Stated | None) -> Draft:
        """One more region that was struck and is not named."""
        unnamed = Place(
            name=None, precision=Precision.UNKNOWN, country=country, expected=Precision.ADM1
        )
        number = sum(1 for d in self.drafts if d.unnamed_region) + 1
        return self._added(Draft(unnamed, None, number, when or self.main, unnamed_region=True))

    def aside(self, like: Draft, when: Stated | None) -> Draft:
        """Another attack on the same place, told beside the first; see `paragraph`."""
        self._before_aside = like
        return self.draft(like.place, like.toponym, when, fresh=True)

    def turns_away(self, named: Sequence[Place]) -> bool:
        """Whether places have nothing to do with the one whose figures were told."""
        here = self.focus.place if self.focus is not None and self.focus.said else None
        if here is None or not named:
            return False
        return not any(
            same_place(p, here)
            or contains(p, here, self._gazetteer)
            or contains(here, p, self._gazetteer)
            for p in named
        )

    def told_in(self, draft: Draft, measure: Measure, *, groups: bool = False) -> bool:
        """Whether a measure was told of a draft or a site in it; ``groups``: of several people."""
        here = draft.place
        sites = [d for d in self.drafts if d.place and here and is_site_in(d.place, here)]
        return any(d.total(measure) if groups else d.has(measure) for d in (draft, *sites))

    def paragraph(self, number: int) -> None:
        """A new paragraph goes back from an attack told beside, and from a part to its whole."""
        if number == self._paragraph:
            return
        self._paragraph = number
        if self._before_aside is not None:
            self.focus, self._before_aside = self._before_aside, None
        elif self.focus is not None and self._only_named:
            self.focus = self._whole_of(self.focus) or self.focus

    def _whole_of(self, part: Draft) -> Draft | None:
        """The draft with figures that a place without any lies in."""
        around = [d for d in self._holders.around(part.place) if d.said]
        return around[-1] if around else None

    def refine(self, place: Place, toponym: str) -> None:
        """Put the attack spoken of at a finer place that lies in its own."""
        focus = self.focus
        if focus is None or focus.place is None or not focus.said or place == focus.place:
            return
        if any(d.place == place for d in self._holders.at(place)):
            return
        wide = focus.place.precision in {Precision.ADM1, Precision.COUNTRY}
        unplaced = not focus.place.placed and focus.place.country in {None, place.country}
        inside = wide and contains(focus.place, place, self._gazetteer)
        if not place.placed or not (inside or unplaced):
            return
        if sum(1 for d in self.drafts if d.said) == 1:
            focus.place, focus.toponym = place, toponym
            self._holders = Holders(self._gazetteer, self.drafts)

    def region(self, when: Stated | None) -> Draft | None:
        """The first-level unit around what was spoken of last ("усього в області")."""
        back = (d.place for d in chain([self.focus], reversed(self.drafts)) if d)
        last = next((p for p in back if p and p.placed), None)
        if last is None:
            return None
        unit = region_of(last, self._gazetteer)
        if unit.precision is not Precision.ADM1:
            return None
        if unit.placed and same_point(unit, last):
            return self.elsewhere(when, [])  # Kyiv is its own unit; the region around is another
        return self.draft(unit, unit.name, when)

    def holds_known(self, place: Place) -> bool:
        """Whether a place already spoken of lies in this one ("elsewhere in the region")."""
        return any(d.place and contains(place, d.place, self._gazetteer) for d in self.drafts)

    def back(self, words: Sequence[Token], when: Stated | None) -> Draft | None:
        """What "the city" or "the capital" goes back to; None if no town was named.

        On another day it is another attack: "on 29 December 33 were killed in the capital".
        """
        town = self._capital(words) or self._city or self._city_around()
        if town is None or town.when is None or when is None or same_day(town.when, when):
            return town
        return self.draft(town.place, town.toponym, when)

    def _city_around(self) -> Draft | None:
        """The town that only a dateline names, where a district of it was spoken of."""
        here = self.focus.place if self.focus is not None else None
        town = town_around(here, self._mentions[:_FIRST], self._gazetteer)
        return self.draft(town.place, town.text, None) if town is not None else None

    def _capital(self, words: Sequence[Token]) -> Draft | None:
        """The city "the capital" means: of the country if the text named it, else the first."""
        if not any(w.norm.startswith(("capital", "столиц")) for w in words):
            return None
        cities = [d for d in self.drafts if d.place and d.place.precision is Precision.SETTLEMENT]
        known = (d for d in cities if d.place and d.place.name in CAPITALS)
        found = next(known, None)
        alone = (a.norm == "capital" and b.norm != "of" for a, b in pairwise(words))
        if found is None and any(alone):  # not "the capital of the state of Sinaloa"
            town = capital_at_head(self._mentions, self._datelines) or capital_of(
                self.country(), self._gazetteer
            )
            found = self.draft(town, town.name, None) if town is not None else None
        return found or (cities[0] if cities else None)

    def look(self, touched: list[Draft], *, figures: bool, listed: bool = False) -> None:
        """Set what the text is now speaking of; ``figures``: whether it stated any.

        ``listed``: several places in one breath, so that what follows is of all of them.
        """
        placed = [d for d in touched if d.place is not None]
        if not placed:
            return
        distinct = list(dict.fromkeys(id(d) for d in placed))
        self.focus = placed[-1]
        self._only_named = not figures
        self.several = listed and len(distinct) > 1
        if len(distinct) > 1:
            around = self._all_around(placed)
            if around:
                self.focus, self.several = around[-1], False
        for d in placed:
            if d.place and d.place.precision is Precision.SETTLEMENT:
                self._city = self._town_of(d) or d

    def _all_around(self, placed: Sequence[Draft]) -> list[Draft]:
        """The drafts that each of some drafts lies in or is."""
        return [
            d for d in self._holders.around(placed[0].place, placed[0])
            if d.place and all(
                p is d or (p.place and contains(d.place, p.place, self._gazetteer)) for p in placed
            )
        ]  # fmt: skip

    def _town_of(self, site: Draft) -> Draft | None:
        """The draft of the town that a site without a point of its own stands in."""
        here = site.place
        if here is None or here.place_id is not None:
            return None
        beside = self._by_point.get((here.lat, here.lon), ())
        town = next((m for m in beside if m.place and is_site_in(here, m.place)), None)
        return self.draft(town.place, town.text, site.when) if town is not None else None

    def current(self, when: Stated | None) -> Draft:
        """What the text is speaking of, on the day that is stated."""
        if self.focus is None:
            leading = [m for m in self._mentions if _leads(m)]
            told = next((m for m in leading if m.start not in self._datelines), None)
            head = self._head or town_headed(leading, told, self._gazetteer)
            heads = leading or speaking(self._mentions)
            ahead = head or told or written_from(heads, self.country())
            place, name = (ahead.place, ahead.text) if ahead else (None, None)
            self.focus = self.draft(place, name, when)
        elif when and self.focus.when and not same_day(self.focus.when, when):
            self.focus = self.draft(self.focus.place, self.focus.toponym, when)
        return self.focus

    def later(self, when: Stated) -> None:
        """An attack on a later day, at the place spoken of, begins without a figure."""
        focus = self.focus
        if focus is None or focus.when is None or not focus.said or same_day(focus.when, when):
            return
        if focus.when.first < when.first and not when.month:
            self.focus = self.draft(focus.place, focus.toponym, when)

    def wave(self, when: Stated | None, *, loose: bool = False) -> Draft:
        """The attack as a whole, of which the places are parts.

        ``loose``: told before any place, so that it may prove to be of one.
        """
        for draft in self.drafts:
            if draft.wave:
                draft.loose = draft.loose and loose
                return draft
        return self._added(Draft(None, None, 0, when or self.main, wave=True, loose=loose))

    def around(self, places: Sequence[Place], named: Sequence[Place], when: Stated | None) -> Draft:
        """What a total over several places is of: a place that holds them all, else the wave."""
        holders = self._holders.around(places[0]) if places else []
        told = [d.place for d in holders if d.place is not None]
        found = around(places, [*told, *named], self._gazetteer) if places else None
        return self.wave(when) if found is None else self.draft(found, found.name, when)

    def elsewhere(self, when: Stated | None, touched: list[Draft]) -> Draft:
        """A sibling that leaves out every place spoken of before; the last ones of very many."""
        siblings = last_placed(self.drafts, _MOST_EXCLUDED, {id(d) for d in touched})
        place = Place(name=None, precision=Precision.UNKNOWN, country=self.country())
        return self._added(
            Draft(place, None, len(self.drafts), when or self.main, excludes=siblings)
        )


_MOST_EXCLUDED, _FIRST = 200, 20  # a dateline's place is among the first


def _leads(m: Mention) -> bool:
    return (
        m.role.value == "place"
        and m.place is not None
        and (m.place.placed or m.place.expected is Precision.SETTLEMENT)
        and m.place.precision is not Precision.COUNTRY
    )
