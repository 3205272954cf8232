"""Reads a report into draft incidents and claims: the extractor of the product.

Pure and deterministic. One pass over the sentences: each figure goes to the incident of the
place and date it speaks of, numbers that are not the toll are left out with a reason, and every
claim's quote is the slice of the text it stands on. Limits in docs/extraction.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.amended import amended
from incidents.extract.assemble import assemble
from incidents.extract.capitals import in_sentence_case
from incidents.extract.lexicon import load
from incidents.extract.reader import Reader
from incidents.extract.slavic.adjectives import corrected
from incidents.extract.tables import table_lines
from incidents.extract.tokens import sentences
from incidents.model import Extraction, Mention, Report
from incidents.model.ports import Gazetteer


class GrammarExtractor:
    """Fulfils `incidents.model.ports.Extractor` with named patterns.

    A gazetteer, if given, turns a city into its region where the text speaks of regions and
    tells which place lies in which.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Extraction:
        """Draft incidents and claims of one report, every quote checked."""
        lexicon = load(report.language)
        known = amended(report.text, mentions, self._gazetteer)
        if report.language != "en":
            known = corrected(report.text, known, self._gazetteer)
        reader = Reader(report, known, lexicon, self._gazetteer)
        lines = table_lines(report.text, lexicon)
        tabled = {at for line in lines for at in range(line.start, line.end)}
        for sentence in sentences(in_sentence_case(report.text, lexicon)):
            if sentence.start not in tabled:
                reader.read(sentence)
        for line in lines:
            reader.read_line(line)
        extraction = assemble(report, known, reader, self._gazetteer)
        extraction.check()
        return extraction
