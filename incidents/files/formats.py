"""What a format of the field is: its columns and how its codes are read.

Pure. The formats themselves are in `incidents.files.codebooks`, how one is recognised in
`incidents.files.recognising`.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Codes
from dataclasses import dataclass, field

from incidents.files.mapping import Mapping
from incidents.files.stems import fold
from incidents.model import Measure, Precision

Hook = Callable[[Codes[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        signature: folded column names that must all be there.
        columns: field -> folded column name; the first one present of several.
        precisions, date_precs: the format's codes to ours; an unknown code rejects the row.
        hook: takes the row (folded column -> cell), gives fields it words anew.
        date_order: where the source's documentation fixes it.
        zero_unreported: measures whose 0 reads "none or not reported".
        fractions: counts may be fractions, shared out over several rows of one attack.
        default_precision: what coordinates mean where the format has no code for it.
        codebook: the source of the code lists.
        quoted: whether the format knows quotation marks.
    """

    format_id: str
    name: str
    dataset_id: str
    signature: frozenset[str]
    columns: Codes[str, tuple[str, ...]]
    precisions: Codes[str, Precision] = field(default_factory=dict)
    date_precs: Codes[str, int] = field(default_factory=dict)
    hook: Hook | None = None
    date_order: str | None = None
    zero_unreported: frozenset[Measure] = frozenset()
    fractions: bool = False
    default_precision: Precision = Precision.SETTLEMENT
    codebook: str = ""
    quoted: bool = True

    def mapping(self, header: tuple[str, ...]) -> Mapping:
        """The mapping of this header's own column names."""
        folded = {fold(name): name for name in header}
        pairs = (
            (name, next((folded[c] for c in candidates if c in folded), None))
            for name, candidates in self.columns.items()
        )
        return Mapping(tuple((n, c) for n, c in pairs if c is not None), self.format_id)
