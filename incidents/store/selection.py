"""A `Filter` and a `Viewer` as one Ibis expression over the mirror's table.

Held equal to `incidents.query.matches` by a property test. Nothing here touches an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import reduce

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.query import Audience, Filter, Viewer
from incidents.query.matching import mention_sets, words
from incidents.query.unlisted import PREFIX, named
from incidents.store import columns
from incidents.store.publicity import horizon
from incidents.store.staging import barless

#: Expands a place id to the ids of every place in it that the mirror holds.
Expand = Callable[[str], Collection[str]]


def visible(viewer: Viewer) -> ir.Table:
    """Give the rows a viewer may know of, before any filter."""
    if viewer.audience is Audience.OWNER:
        rows = columns.table("incident")
        return rows.mutate(is_fresh=ibis.literal(False))  # noqa: FBT003 - a value
    limit = ibis.literal(horizon(viewer))
    shown = columns.table("public_incident")
    return shown.filter(shown.age_from <= limit).mutate(is_fresh=shown.fresh_at > limit)


def select(chosen: Filter, expand: Expand) -> ir.Table:
    """Give the rows the filter selects among those the viewer may know of."""
    rows = columns.VISIBLE
    tests = [*_days(rows, chosen), *_codes(rows, chosen), _datasets(rows, chosen)]
    if chosen.places:
        tests.append(_any([_place(rows, p, expand) for p in chosen.places]))
    if chosen.sources:
        named = [rows.sources.contains(f"|{barless(s)}|") for s in chosen.sources]
        tests.append(_any([*named, rows.dataset_id.isin(chosen.sources)]))
    tests += [rows.haystack.contains(word) for word in words(chosen.text)]
    if chosen.bounds is not None:
        tests.append(in_bounds(rows, chosen.bounds))
    if chosen.incident is not None:
        tests.append(rows.path.contains(f"|{chosen.incident}|"))
    return rows.filter(*tests)


def _any(tests: list[ir.BooleanValue]) -> ir.BooleanValue:
    return reduce(lambda a, b: a | b, tests)


def _days(rows: ir.Table, chosen: Filter) -> list[ir.BooleanValue]:
    tests = []
    if chosen.since is not None:
        tests.append(rows.day_last >= ibis.literal(chosen.since))
    if chosen.until is not None:
        tests.append(rows.day_start <= ibis.literal(chosen.until))
    return tests


def _codes(rows: ir.Table, chosen: Filter) -> list[ir.BooleanValue]:
    tests = []
    if chosen.event_types:
        tests.append(rows.event_type.isin(chosen.event_types))
    if chosen.sub_event_types:
        tests.append(rows.sub_event_type.isin(chosen.sub_event_types))
    if chosen.precisions:
        tests.append(rows.precision.isin(chosen.precisions))
    if chosen.weapon_families:
        tests.append(_any([rows.families.contains(f"|{f}|") for f in chosen.weapon_families]))
    return tests


def _datasets(rows: ir.Table, chosen: Filter) -> ir.BooleanValue:
    if chosen.datasets:
        return rows.dataset_id.isin(chosen.datasets)
    return rows.dataset_id.notin(mention_sets())


def _place(rows: ir.Table, place_id: str, expand: Expand) -> ir.BooleanValue:
    if named(place_id) is not None:
        return (place_key(rows) == place_id).fill_null(False)  # noqa: FBT003 - a value
    kind, _, code = place_id.partition(":")
    found = rows.place_id.isin(sorted({place_id, *expand(place_id)})).fill_null(False)  # noqa: FBT003 - a value
    if kind == "adm1":
        return found | (rows.adm1 == code)
    return found | (rows.country == code) if kind == "country" else found


def place_key(rows: ir.Table) -> ir.StringValue:
    """`incidents.query.unlisted.place_key` over the columns of rows."""
    where = ibis.coalesce(rows.adm1, rows.country, "")
    return ibis.coalesce(rows.place_id, PREFIX + where + "/" + rows.place_name.nullif(""))


def in_bounds(rows: ir.Table, bounds: tuple[float, float, float, float]) -> ir.BooleanValue:
    """Test rows against west, south, east, north; west beyond east crosses the antimeridian."""
    west, south, east, north = bounds
    if west <= east:
        across = rows.lon.between(west, east)
    else:
        across = (rows.lon >= west) | (rows.lon <= east)
    return across & rows.lat.between(south, north)
