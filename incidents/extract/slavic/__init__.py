"""Ukrainian and Russian sentences to figures: free word order, cases, one by a noun. Pure."""

from incidents.extract.slavic.figures import read_sentence
from incidents.extract.slavic.placing import region_around, ruled
from incidents.extract.slavic.unknown import with_unknown

__all__ = ["read_sentence", "region_around", "ruled", "with_unknown"]
