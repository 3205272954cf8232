"""Which figures of one draft a later or larger one of the same report replaces. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.extract.drafts import Draft, Said
from incidents.model import Measure, PersonStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """The largest totals of one measure of a draft, by what they leave out."""

    of_any: int = -1
    start: int = -1
    of_groups: int = -1
    of_latest: int = -1

    def with_one(self, said: Said) -> Standing:
        """Take in one figure."""
        figure = said.figure
        size = figure.estimate.headline or 0
        if figure.subset_of is not None or figure.superseded or figure.increment:
            return self
        if figure.status is PersonStatus.ATTACKER:
            return self
        top = size > self.of_any
        return Standing(
            of_any=size if top else self.of_any,
            start=figure.start if top else self.start,
            of_groups=self.of_groups if figure.single else max(self.of_groups, size),
            of_latest=self.of_latest if said.earlier else max(self.of_latest, size),
        )


def standing_of(draft: Draft) -> dict[Measure, Standing]:
    """The largest totals of a draft, by measure."""
    found: dict[Measure, Standing] = {}
    for said in draft.said:
        measure = said.figure.measure
        found[measure] = found.get(measure, Standing()).with_one(said)
    return found


def is_superseded(said: Said, standing: Standing) -> bool:
    """An addition that a later total of the text includes, or an earlier, smaller count."""
    figure = said.figure
    if figure.subset_of is not None or figure.status is PersonStatus.ATTACKER:
        return figure.superseded
    low = figure.estimate.headline or 0
    included = figure.increment and standing.of_any > low and standing.start > figure.start
    of_group = figure.single and standing.of_groups > low
    replaced = said.earlier and standing.of_latest > low
    return figure.superseded or included or of_group or replaced
