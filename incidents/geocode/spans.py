"""A stretch of text that may name a place, before it is known which."""

from __future__ import annotations

from incidents.model import MentionRole, Place, Precision
from incidents.model.values import value


@value(frozen=True, slots=True, kw_only=True)
class Span:
    """A candidate toponym.

    Attributes:
        start, end: half-open offsets of the words shown, unit word included.
        first, last: indices of its first and last token.
        name: the name without the unit word.
        candidates: places called so, best known first.
        kind: the precision its unit word asks for.
        sure: 0 to 1, how likely this is a place name at all.
        fixed: resolved by its words alone (a demonym, a site's container).
        near_km: stated distance from the place ("20 km north of X").
        site: the name of a site placed by what it lies in, if it is one.
        cut: whether an unknown word with a capital follows: it may be half of another name.
        held_by: offset of the name a site is said to lie in.
        village: whether the text calls it a village.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    candidates: tuple[Place, ...]
    kind: Precision | None = None
    sure: float = 0.5
    role: MentionRole = MentionRole.PLACE
    fixed: bool = False
    near_km: float | None = None
    site: str | None = None
    village: bool = False
    cut: bool = False
    held_by: int | None = None

    @property
    def kinds(self) -> frozenset[Precision]:
        """The kinds of place its candidates are."""
        return frozenset([p.precision for p in self.candidates])
