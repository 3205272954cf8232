"""Where the mirror's questions are answered: DuckDB in this process, or an engine one has.

The same Ibis expressions are compiled for each; nothing distributed is written here.
"""

from incidents.store.engines.duck import DuckEngine
from incidents.store.engines.port import CopyEngine, Engine, Row
from incidents.store.engines.shipping import ship

__all__ = ["CopyEngine", "DuckEngine", "Engine", "Row", "ship"]
