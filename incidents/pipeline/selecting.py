"""What a filter selects, ready for the writers of `incidents.files`.

The same for page, routes and commands. Records stream from the ledger a batch at a time, and
what the viewer may not know is taken out of each on the way (rule 10 of docs/domain.md), so a
large selection is never in memory at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidents.files import Selection
from incidents.files.selection import Row
from incidents.model.ports import Progress
from incidents.pipeline.services import Services
from incidents.query import Audience, Filter, Viewer, to_params

if TYPE_CHECKING:
    from incidents.store.mirror import Mirror

_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorSelection(Selection):
    """A `Selection` whose records are fetched as they are asked for.

    Attributes:
        chosen, viewer: what was asked, and who takes it away.
        progress: told how many are through and how many there are; may raise to stop.
    """

    mirror: Mirror
    chosen: Filter
    viewer: Viewer
    progress: Progress | None = None

    def rows(self) -> Iterator[Row]:
        """Each incident with its claims, as the viewer may see them."""
        tell, total = self.progress, None
        if tell is not None:
            total = self.mirror.export_size(
                self.chosen, self.viewer, placeholders=self.placeholders
            )
            tell(0, total)
        found = self.mirror.export_rows(self.chosen, self.viewer, placeholders=self.placeholders)
        count = 0
        for count, row in enumerate(found, start=1):
            yield row
            if tell is not None and count % _TOLD_EVERY == 0:
                tell(count, total)
        if tell is not None:
            tell(count, total)


def select(
    services: Services,
    chosen: Filter,
    viewer: Viewer,
    *,
    placeholders: bool = False,
    progress: Progress | None = None,
) -> MirrorSelection:
    """What the filter selects now.

    Args:
        services: the mirror is brought up to the ledger first.
        chosen: the filter; its words and the data's revision stand on every row.
        viewer: who takes it away.
        placeholders: whether the sites of which nothing is known go out too.
        progress: told how many are through and how many there are.
    """
    revision = services.mirror.follow()
    return MirrorSelection(
        incidents=(),
        reports=services.ledger.reports(),
        placeholders=placeholders,
        described=describe(chosen),
        as_of=chosen.as_of,
        revision=revision,
        mirror=services.mirror,
        chosen=chosen,
        viewer=viewer,
        progress=progress,
    )


def viewer_of(services: Services, *, public: bool | None = None) -> Viewer:
    """Who looks at this installation: its owner, or the public with what it may not know.

    The public's moment is cut to the minute, so that an answer can be kept that long.

    Args:
        services: settings and clock.
        public: ``None`` takes the setting of the installation.
    """
    if not (services.settings.public if public is None else public):
        return Viewer()
    now = services.clock.now().replace(second=0, microsecond=0)
    return Viewer(audience=Audience.PUBLIC, now=now, delay=services.settings.public_delay)


def describe(chosen: Filter) -> str:
    """The filter in one line."""
    parts = [f"{name}: {', '.join(values)}" for name, values in to_params(chosen).items()]
    return "; ".join(parts) or "everything"
