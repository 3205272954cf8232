"""Which format a header is, by signature, tag row or shape. Pure."""

from __future__ import annotations

from incidents.files.codebooks import (
    ACLED,
    ATLOS,
    GDELT,
    GDELT_HEADER,
    GEOCONFIRMED,
    GTD,
    TIMEMAP,
    UCDP,
    VIINA,
)
from incidents.files.formats import Format
from incidents.files.mapping import Mapping
from incidents.files.stems import fold

#: Folded columns that give a HAPI/HDX aggregate away.
AGGREGATE = frozenset({"admin_level", "events", "fatalities", "reference_period_start"})

#: HXL tag (without attributes) and attribute -> field. Source: HXL standard 1.1 and its
#: core hashtags.
_HXL: tuple[tuple[str, str, str], ...] = (
    ("#date", "end", "date_end"),
    ("#date", "reported", "source_date"),
    ("#date", "", "date"),
    ("#geo", "lat", "latitude"),
    ("#geo", "lon", "longitude"),
    ("#geo", "precision", "precision"),
    ("#affected", "killed", "killed"),
    ("#affected", "injured", "injured"),
    ("#affected", "missing", "missing"),
    ("#adm1", "", "adm1"),
    ("#adm2", "", "adm2"),
    ("#country", "", "country"),
    ("#loc", "", "location"),
    ("#event", "type", "event_type"),
    ("#event", "id", "event_id"),
    ("#event", "", "title"),
    ("#id", "", "event_id"),
    ("#meta", "source", "source"),
    ("#meta", "url", "url"),
    ("#description", "", "notes"),
    ("#org", "", "actor1"),
)


def is_hxl_row(cells: list[str]) -> bool:
    """Whether a row is an HXL tag row: hashtags in every filled cell."""
    filled = [c.strip() for c in cells if c.strip()]
    return len(filled) > 1 and all(c.startswith("#") and c[1:2].isalpha() for c in filled)


def hxl_mapping(header: tuple[str, ...], tags: list[str]) -> Mapping:
    """Map the columns by their tags; names are preferred to codes (#adm1+name, #adm1+code)."""
    found: dict[str, tuple[str, bool]] = {}
    for column, cell in zip(header, tags, strict=False):
        tag, *attributes = cell.strip().lower().replace(" ", "").split("+")
        for hashtag, attribute, name in _HXL:
            if tag == hashtag and (not attribute or attribute in attributes):
                coded = "code" in attributes
                if name not in found or (found[name][1] and not coded):
                    found[name] = (column, coded)
                break
    return Mapping(tuple((n, c) for n, (c, _) in found.items()), "hxl")


HXL = Format(
    format_id="hxl",
    name="HXL tagged table",
    dataset_id="hxl",
    signature=frozenset(),
    columns={},
    codebook="HXL standard 1.1, core hashtags",
)
OWN = Format(
    format_id="own",
    name="This product's own export",
    dataset_id="upload",
    signature=frozenset({"incident_id", "record", "date", "licence"}),
    columns={},
    codebook="docs/csv.md",
)
MAPPED = Format(
    format_id="mapped",
    name="A table with columns mapped by name",
    dataset_id="upload",
    signature=frozenset(),
    columns={},
    codebook="docs/csv.md",
)

#: In the order they are tried: the more telling signature first.
FORMATS: dict[str, Format] = {
    f.format_id: f
    for f in (OWN, ACLED, UCDP, GTD, GDELT, VIINA, ATLOS, GEOCONFIRMED, TIMEMAP, HXL, MAPPED)
}


def recognise(header: tuple[str, ...]) -> tuple[Format, str] | None:
    """Find the format whose signature the header holds, and say why; None if there is none."""
    folded = {fold(name) for name in header}
    for candidate in FORMATS.values():
        if candidate.signature and candidate.signature <= folded:
            named = ", ".join(sorted(candidate.signature))
            return candidate, f"{candidate.name}: the header has {named}"
    return None


def gdelt_shape(cells: list[str]) -> bool:
    """Whether a row without header has GDELT 2.0's shape: 61 cells, ids and dates in place."""
    return (
        len(cells) == len(GDELT_HEADER)
        and cells[0].isdigit()
        and len(cells[1]) == 8
        and cells[1].isdigit()
        and cells[2] == cells[1][:6]
    )
