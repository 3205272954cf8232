"""The figures of one row: cells to estimates, with what is wrong or odd about them.

Pure. Blank is not zero, "unknown" is neither, and where low, best and high contradict each other
the widest reading is taken and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from incidents.files.cells import NotACount, is_unknown, plain, read_count_cell
from incidents.files.draft import Fault
from incidents.files.formats import Format
from incidents.files.mapping import COUNTED
from incidents.files.marks import settle
from incidents.files.remarks import remarked
from incidents.files.unknown_words import NOBODY
from incidents.model import Estimate, Measure, Qualifier

_MEASURE_FIELDS: dict[Measure, tuple[str, str, str]] = {
    m: (m.value, f"{m.value}_low", f"{m.value}_high") for m in COUNTED
}
#: Every field that holds a count.
COUNT_FIELDS = tuple(name for names in _MEASURE_FIELDS.values() for name in names)


#: A figure with the mark of a footnote behind it; a bare or raised digit is no such mark.
_FOOTNOTE = re.compile(r"(.*\d\+?)\s*(?:[*†‡§]{1,3}|\[[0-9a-z]{1,2}\]|\*?\([a-z]\))")


@dataclass(slots=True)
class Figures:
    """Reads the counts of one row.

    Attributes:
        text: gives the text of a field.
        fields: the fields the file has.
        mark: the table's decimal mark, see `incidents.files.marks.settle`.
        faults, warnings: where what is wrong and odd goes; the column is the field's name.
    """

    form: Format
    text: Callable[[str], str]
    fields: frozenset[str]
    mark: str | None = None
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def estimates(self) -> list[tuple[Measure, str, Estimate]]:
        """Every measure the row states, with the field its figure stands in."""
        found = []
        for measure, (best, low, high) in _MEASURE_FIELDS.items():
            if self.fields.isdisjoint((best, low, high)):
                continue
            estimate = self._bounded(measure, best, low, high)
            if estimate is not None:
                found.append((measure, best if self.text(best).strip() else low, estimate))
        return found

    def _bounded(self, measure: Measure, best: str, low: str, high: str) -> Estimate | None:
        said = self.count(best)
        least, most = self.count(low), self.count(high)
        if least is None and most is None:
            if said == Estimate.exactly(0) and measure in self.form.zero_unreported:
                self._warn("row.count_none_or_unreported", best)
                return None
            return said
        bounds = [
            least.headline if least else (said.low if said else None),
            said.headline if said else None,
            (most.high if most.high is not None else most.headline) if most else None,
        ]
        stated = [n for n in bounds if n is not None]
        if stated != sorted(stated):
            self._warn("row.bounds_broken", best, f"Low, best, high: {bounds}.")
            bounds = [min(stated), bounds[1], max(stated)]
        return Estimate(bounds[0], bounds[1], bounds[2])

    def count(self, name: str) -> Estimate | None:
        """One count; None for a blank, for "unknown" (marked) and for a fault."""
        text = self.text(name)
        if not text.strip():
            return None
        if name in NOBODY.get(plain(text).casefold().rstrip("."), ()):
            return Estimate.exactly(0)
        if footnote := _FOOTNOTE.fullmatch(text.strip()):
            self._warn("row.count_footnote", name)
            text = footnote[1]
        if aside := remarked(text):
            self._warn("row.count_remark", name)
            text = aside.figure
        try:
            read = read_count_cell(settle(text, self.mark))
        except NotACount as error:
            rounded = self._fraction(text) if self.form.fractions else None
            if rounded is None:
                self.faults.append(Fault(error.code, name, text))
                return None
            self._warn("row.count_rounded", name)
            return rounded
        if read is None and is_unknown(text):
            self._warn("row.count_unknown", name)
        return read

    def _fraction(self, text: str) -> Estimate | None:
        if not re.fullmatch(r"\d{1,6}\.\d+", plain(text)):
            return None
        number = float(plain(text))
        whole = int(number) + (number > int(number))
        return Estimate(int(number), whole, whole, Qualifier.ABOUT)

    def _warn(self, code: str, name: str, detail: str = "") -> None:
        self.warnings.append(Fault(code, name, self.text(name), detail))
