"""Which figures of one draft a later or larger one of the same report replaces. Pure."""

from __future__ import annotations

from incidents.extract.drafts import Draft, Said
from incidents.model import Measure, PersonStatus, Qualifier
from incidents.model import Standing as Source
from incidents.model.values import value


@value(frozen=True, slots=True)
class Standing:
    """The largest totals of one measure of a draft, by what they leave out.

    ``of_any``: of all; ``start``: where it stands; ``of_groups``: of more than single persons;
    ``of_latest``: of what is not called an earlier count; ``of_untreated``: of all injured,
    in hospital or not; ``of_officials``: of what those who count or govern say;
    ``of_counted``: of the dead told as such and not as bodies found so far.
    """

    of_any: int = -1
    start: int = -1
    of_groups: int = -1
    of_latest: int = -1
    of_untreated: int = -1
    of_officials: int = -1
    of_counted: int = -1

    def with_one(self, said: Said) -> Standing:
        """Take in one figure."""
        figure = said.figure
        size = figure.estimate.headline or 0
        if figure.subset_of is not None or figure.superseded or figure.increment:
            return self
        if figure.status is PersonStatus.ATTACKER:
            return self
        said_by = said.counted_by
        official = said_by is not None and said_by.standing >= Source.OFFICIAL
        # Not bodies found so far, an old count or "several", which leave another's count as it is.
        vague = said.earlier or figure.estimate.qualifier is Qualifier.VAGUE
        official = official and figure.pattern not in BODIES and not vague
        group = not figure.single
        return Standing(
            of_any=max(self.of_any, size),
            start=figure.start if size > self.of_any else self.start,
            of_groups=_larger(self.of_groups, size, group),
            of_latest=_larger(self.of_latest, size, group and not said.earlier),
            of_untreated=_larger(self.of_untreated, size, not figure.treated),
            of_officials=_larger(self.of_officials, size, official),
            of_counted=_larger(
                self.of_counted, figure.estimate.high or size, figure.pattern not in BODIES
            ),
        )


def _larger(known: int, size: int, counts: bool) -> int:
    return max(known, size) if counts else known


BODIES = frozenset({"N bodies", "bodies of N"})


def standing_of(draft: Draft) -> dict[Measure, Standing]:
    """The largest totals of a draft, by measure."""
    found: dict[Measure, Standing] = {}
    for said in draft.said:
        measure = said.figure.measure
        found[measure] = found.get(measure, Standing()).with_one(said)
    return found


#: So many more than one more person are a count that has taken him in.
_FEW = 10


def is_superseded(said: Said, standing: Standing) -> bool:
    """An addition that a later total includes, or a count the text calls an earlier one."""
    figure = said.figure
    if figure.subset_of is not None or figure.status is PersonStatus.ATTACKER:
        return figure.superseded
    low = figure.estimate.headline or 0
    included = figure.increment and standing.of_any > low and standing.start > figure.start
    few = _FEW if figure.increment else low  # "two were hurt; a third was treated" are three
    of_group = figure.single and standing.of_groups > few
    replaced = said.earlier and standing.of_latest >= 0
    rival = said.counted_by is not None and said.counted_by.standing <= Source.MEDIA
    return (
        figure.superseded
        or included
        or of_group
        or replaced
        or (rival and standing.of_officials > 0)
    )


def part_of(said: Said, standing: Standing) -> str | None:
    """What part of a total a figure counts: its own, or those in hospital or found so far.

    The last two only where more are known.
    """
    size = said.figure.estimate.headline or 0
    one_more = said.figure.increment and said.figure.single  # "two were hurt; a third was treated"
    treated = said.figure.subset_of is None and said.figure.treated and not one_more
    if treated and size <= standing.of_untreated:
        return "in hospital"
    found = said.figure.subset_of is None and said.figure.pattern in BODIES
    if found and not said.figure.increment and size < standing.of_counted:
        return "bodies found"
    return said.figure.subset_of
