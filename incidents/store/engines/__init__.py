"""Where the mirror's questions are answered: DuckDB in this process, or an engine one has.

The same Ibis expressions are compiled for each; nothing distributed is written here.
"""

from incidents.store.engines.duck import DuckEngine
from incidents.store.engines.port import Engine, Row

__all__ = ["DuckEngine", "Engine", "Row"]
