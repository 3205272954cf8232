"""What is asked (`Filter`, `Viewer`) and the shapes of the answers. Pure."""

from incidents.query.answers import (
    Audience,
    CellCount,
    Choices,
    Mark,
    PlaceRow,
    TablePage,
    TableRow,
    TimeRow,
    UnplacedRow,
    Viewer,
)
from incidents.query.filter import Filter
from incidents.query.matching import matches
from incidents.query.params import from_params, to_params

__all__ = [
    "Audience",
    "CellCount",
    "Choices",
    "Filter",
    "Mark",
    "PlaceRow",
    "TablePage",
    "TableRow",
    "TimeRow",
    "UnplacedRow",
    "Viewer",
    "from_params",
    "matches",
    "to_params",
]
