"""Where records are kept (`Ledger`) and from where they are shown (`Mirror`)."""

from incidents.store.imports import ImportRecord, ImportRow
from incidents.store.ledger import Ledger

__all__ = ["ImportRecord", "ImportRow", "Ledger"]
