"""Text to claims: the grammar extractor and the reading of counts. Pure."""

from incidents.extract.grammar import GrammarExtractor
from incidents.extract.numbers import read_count

__all__ = ["GrammarExtractor", "read_count"]
