"""What a filter selects, as records to take away; the same for the page, routes and commands.

The mirror says which incidents; the ledger gives the records in portions, so that a large
selection is never in memory at once; what the public may not know is taken out of each record
on the way (rule 10 of docs/domain.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.files import Selection
from incidents.files.selection import Row
from incidents.model import Claim
from incidents.model.ports import Progress
from incidents.pipeline.services import Services
from incidents.query import Filter, Viewer, to_params
from incidents.store.ledger import Ledger
from incidents.store.publicity import claims_for, incident_for, shows

#: Records read from the ledger at a time.
PORTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSelection(Selection):
    """A `Selection` whose records come from the ledger as they are asked for.

    Attributes:
        ids: the incidents, in order.
        viewer: who takes them away.
        progress: told how many of how many are through.
    """

    ledger: Ledger
    ids: Sequence[str]
    viewer: Viewer
    progress: Progress | None = None

    def rows(self) -> Iterator[Row]:
        """Each incident with its claims, as the viewer may see them."""
        for start in range(0, len(self.ids), PORTION):
            chunk = self.ids[start : start + PORTION]
            for row in records_of(self.ledger, chunk, self.viewer):
                if self.placeholders or not row[0].placeholder:
                    yield row
            if self.progress is not None:
                self.progress(start + len(chunk), len(self.ids))


def records_of(ledger: Ledger, ids: Sequence[str], viewer: Viewer) -> Iterator[Row]:
    """The incidents of these ids that the viewer may see, in that order, with their claims."""
    known = {i.incident_id: i for i in ledger.incidents(ids)}
    said: defaultdict[str, list[tuple[Claim, datetime]]] = defaultdict(list)
    for claim, added in ledger.claims_with_time(ids):
        said[claim.incident_id].append((claim, added))
    for incident_id in ids:
        incident = known.get(incident_id)
        if incident is not None and shows(incident, viewer):
            claims = claims_for(incident, said[incident_id], viewer)
            yield incident_for(incident, viewer), claims


def select(
    services: Services,
    chosen: Filter,
    viewer: Viewer,
    *,
    placeholders: bool = False,
    progress: Progress | None = None,
) -> LedgerSelection:
    """What the filter selects now, ready for the writers of `incidents.files`.

    Args:
        services: the mirror is brought up to the ledger first.
        chosen: the filter; its words and the data's revision stand on every row.
        viewer: who takes it away.
        placeholders: whether the sites of which nothing is known go out too.
        progress: told how many are through; may raise to stop.
    """
    revision = services.mirror.follow()
    return LedgerSelection(
        incidents=(),
        reports=services.ledger.reports(),
        placeholders=placeholders,
        described=describe(chosen),
        as_of=chosen.as_of,
        revision=revision,
        ledger=services.ledger,
        ids=services.mirror.ids(chosen, viewer),
        viewer=viewer,
        progress=progress,
    )


def describe(chosen: Filter) -> str:
    """The filter in one line."""
    parts = [f"{name}: {', '.join(values)}" for name, values in to_params(chosen).items()]
    return "; ".join(parts) or "everything"
