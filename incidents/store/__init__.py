"""Where records are kept (`Ledger`) and from where they are shown (`Mirror`)."""

from incidents.store.imports import ImportRecord, ImportRow
from incidents.store.ledger import Ledger
from incidents.store.mirror import Mirror

__all__ = ["ImportRecord", "ImportRow", "Ledger", "Mirror"]
