"""Frozen values everything else speaks in. Pure: imports only `incidents.errors`."""

from incidents.model.claim import Claim, Counter, Standing
from incidents.model.coding import EVENT_TYPES, WEAPON_FAMILIES, Actor, Attribution, Weapon
from incidents.model.dataset import DATASETS, Dataset
from incidents.model.estimate import VAGUE_LOWS, Estimate, Qualifier
from incidents.model.extraction import Extraction, LeftOut
from incidents.model.ids import REPORT_ID, stable_id
from incidents.model.incident import Incident, Sensitivity
from incidents.model.measure import TOLL_MEASURES, Measure, PersonStatus
from incidents.model.mention import Mention, MentionRole
from incidents.model.origin import Cell, Origin, Person, Quote
from incidents.model.place import UNPLACED, Place
from incidents.model.precision import (
    PRECISION_CODES,
    PRECISION_TABLE,
    PRECISION_WORDS,
    Precision,
    code_of,
    precision_of,
)
from incidents.model.report import Report, Wording
from incidents.model.revision import Action, Change, Record, Revision
from incidents.model.when import DateBasis, Moment, When

__all__ = [
    "DATASETS",
    "EVENT_TYPES",
    "PRECISION_CODES",
    "PRECISION_TABLE",
    "PRECISION_WORDS",
    "REPORT_ID",
    "TOLL_MEASURES",
    "UNPLACED",
    "VAGUE_LOWS",
    "WEAPON_FAMILIES",
    "Action",
    "Actor",
    "Attribution",
    "Cell",
    "Change",
    "Claim",
    "Counter",
    "Dataset",
    "DateBasis",
    "Estimate",
    "Extraction",
    "Incident",
    "LeftOut",
    "Measure",
    "Mention",
    "MentionRole",
    "Moment",
    "Origin",
    "Person",
    "PersonStatus",
    "Place",
    "Precision",
    "Qualifier",
    "Quote",
    "Record",
    "Report",
    "Revision",
    "Sensitivity",
    "Standing",
    "Weapon",
    "When",
    "Wording",
    "code_of",
    "precision_of",
    "stable_id",
]
