"""Ukrainian and Russian sentences to figures: free word order, cases, one by a noun. Pure."""

from incidents.extract.slavic.figures import LISTED, read_sentence
from incidents.extract.slavic.placing import ruling
from incidents.extract.slavic.unknown import with_unknown

__all__ = ["LISTED", "read_sentence", "ruling", "with_unknown"]
