"""From the mirror's marks to the glyphs a map may honestly draw for them.

Pure. A site is a point; a settlement a disc of its extent; a region its polygon. Several records
of one imprecise place become one badge with their number; on asking it unfolds into a ring of
hollow marks at a fixed distance in pixels: a sign, never positions on the ground.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from incidents.model import Measure, Precision
from incidents.query import Mark
from incidents.summary.toll import Figure
from incidents.ui import words

#: Precisions whose point is a position; everything coarser is an area.
EXACT = frozenset({Precision.SITE, Precision.STREET})
AREAS = frozenset({Precision.ADM2, Precision.ADM1, Precision.COUNTRY})

RING_MARK_PX = 6.0
#: Radius of a badge in pixels.
BADGE_PX = 13.0
RING_STEP_PX = 16.0
RING_LEAST_PX = 26.0
RING_MOST = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One thing to draw.

    Attributes:
        incident_id: what a click opens.
        radius_km: extent of a disc.
        offset: pixels from the point, right and up; a ring mark's place in its ring.
        records: how many records it stands for (a badge).
        value: the number it is shaded by, ``None`` if nothing is stated.
        title, detail: lines of the tooltip.
        label: the number as written on the map.
        key: what a click on a badge unfolds; "" for what is no badge.
    """

    incident_id: str
    lat: float
    lon: float
    title: str
    detail: str
    label: str = ""
    name: str = ""
    radius_km: float | None = None
    offset: tuple[float, float] = (0.0, 0.0)
    records: int = 1
    value: int | None = None
    adm1: str | None = None
    country: str | None = None
    placeholder: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything the map draws for one answer, by kind of glyph.

    ``badges`` and ``members`` go together: who is behind each badge, by its ``key``.
    """

    points: tuple[Glyph, ...] = ()
    discs: tuple[Glyph, ...] = ()
    areas: tuple[Glyph, ...] = ()
    badges: tuple[Glyph, ...] = ()
    rings: tuple[Glyph, ...] = ()
    members: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    @property
    def values(self) -> list[int | None]:
        """The numbers that shading tells apart."""
        return [g.value for g in (*self.discs, *self.areas)]


def ring(count: int) -> tuple[tuple[float, float], ...]:
    """Offsets in pixels of the marks of a ring, evenly spaced, the first at the top."""
    if count < 1:
        return ()
    radius = max(RING_LEAST_PX, count * RING_STEP_PX / (2 * math.pi))
    turns = [2 * math.pi * n / count for n in range(count)]
    return tuple((round(radius * math.sin(t), 2), round(radius * math.cos(t), 2)) for t in turns)


def draw(
    marks: Sequence[Mark], measure: Measure | None = None, asked: str | None = None
) -> Drawing:
    """Choose a glyph for every mark of an answer; ``asked`` is the badge to unfold, by its key."""
    points = tuple(glyph(m, measure) for m in marks if m.precision in EXACT)
    groups: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.precision not in EXACT:
            groups[_place(mark)].append(mark)
    discs: list[Glyph] = []
    areas: list[Glyph] = []
    badges: list[Glyph] = []
    members: dict[str, tuple[Mark, ...]] = {}
    for place, group in groups.items():
        base, inside = _split(group)
        shape = areas if base.precision in AREAS else discs
        shape.append(_shape(base, inside, measure))
        if inside:
            key = "|".join(place)
            badges.append(_badge(base, inside, key))
            members[key] = tuple(inside)
    return Drawing(
        points=points,
        discs=tuple(sorted(discs, key=lambda g: -(g.radius_km or 0))),
        areas=tuple(areas),
        badges=tuple(badges),
        rings=tuple(_ring(members.get(asked or "", ()), measure)),
        members=members,
    )


def glyph(mark: Mark, measure: Measure | None = None) -> Glyph:
    """Draw one mark by itself."""
    return Glyph(
        incident_id=mark.incident_id,
        lat=mark.lat,
        lon=mark.lon,
        title=mark.label,
        detail=detail(mark),
        label=_label(_count([mark]), mark.figures, measure),
        name=mark.place_name or "",
        radius_km=mark.radius_km,
        value=value_of(_count([mark]), mark.figures, measure),
        adm1=mark.adm1,
        country=mark.country,
        placeholder=mark.placeholder,
    )


def detail(mark: Mark) -> str:
    """Write the tooltip's second line: date, what is stated, how exactly it is placed."""
    stated = [
        f"{words.SHORT[m]} {words.figure(f)}"
        for m, f in mark.figures.items()
        if m in words.SHORT and words.brief(f)
    ]
    kept = [words.day(mark.date), *stated, words.precision(mark.precision)]
    if mark.placeholder:
        kept.append("one of a stated number of sites; nothing more is known of it")
    return " · ".join(kept)


def _place(mark: Mark) -> tuple[str, str]:
    known = mark.place_id or f"{mark.lat:.4f},{mark.lon:.4f}"
    return (mark.precision.value, known)


def _split(group: list[Mark]) -> tuple[Mark, list[Mark]]:
    """Tell the record that stands for the place from those set in a ring around it."""
    if len(group) == 1 and not group[0].placeholder:
        return group[0], []
    parents = {m.parent_id for m in group}
    over = [m for m in group if m.incident_id in parents and not m.placeholder]
    if len(over) == 1:
        return over[0], [m for m in group if m is not over[0]]
    return next((m for m in group if not m.placeholder), group[0]), group


def _shape(base: Mark, members: Sequence[Mark], measure: Measure | None) -> Glyph:
    alone = glyph(base, measure)
    if base not in members:
        return alone
    label = ""
    return Glyph(
        incident_id=base.incident_id,
        lat=base.lat,
        lon=base.lon,
        title=base.place_name or base.label,
        detail=f"{len(members)} records · {words.precision(base.precision)}",
        label=label,
        name=base.place_name or "",
        radius_km=base.radius_km,
        records=len(members),
        value=_sum(members, measure),
        adm1=base.adm1,
        country=base.country,
    )


def _sum(members: Iterable[Mark], measure: Measure | None) -> int | None:
    """Shade a place of several records by its largest, so that shading adds nothing up."""
    if measure is None:
        return _count(members)
    stated = [v for m in members if (v := value_of(0, m.figures, measure)) is not None]
    return max(stated, default=None)


def _badge(base: Mark, members: Sequence[Mark], key: str) -> Glyph:
    where = base.place_name or base.label
    return Glyph(
        # Records that merely share a place have none that stands for the others.
        incident_id="" if base in members else base.incident_id,
        lat=base.lat,
        lon=base.lon,
        title=f"{where}: {counted(members)}",
        detail=f"{words.precision(base.precision)}; click to list them",
        label=words.number(len(members)),
        name=where,
        records=len(members),
        adm1=base.adm1,
        country=base.country,
        key=key,
    )


def counted(members: Sequence[Mark]) -> str:
    """Say how many records of a place there are: "13 sites", "4 records"."""
    sites = all(m.placeholder for m in members)
    noun = "site" if sites else "record"
    return f"{words.number(len(members))} {noun}{'' if len(members) == 1 else 's'}"


def _ring(members: Sequence[Mark], measure: Measure | None) -> list[Glyph]:
    shown = members[:RING_MOST]
    made = []
    for place, (mark, offset) in enumerate(zip(shown, ring(len(shown)), strict=True), start=1):
        one = glyph(mark, measure)
        made.append(
            Glyph(
                incident_id=one.incident_id,
                lat=one.lat,
                lon=one.lon,
                title=f"{one.title} ({place} of {len(members)})",
                detail=one.detail,
                offset=offset,
                placeholder=one.placeholder,
            )
        )
    return made


def _count(members: Iterable[Mark]) -> int:
    return sum(not m.placeholder for m in members)


def value_of(
    incidents: int, figures: Mapping[Measure, Figure], measure: Measure | None
) -> int | None:
    """The number shading goes by: best, else low, else high; None if nothing is stated."""
    if measure is None:
        return incidents
    found = figures.get(measure)
    if found is None:
        return None
    return next((n for n in (found.best, found.low, found.high) if n is not None), None)


def _label(incidents: int, figures: Mapping[Measure, Figure], measure: Measure | None) -> str:
    if measure is None:
        return str(incidents) if incidents else ""
    return words.brief(figures.get(measure))
