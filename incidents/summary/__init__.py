"""Tolls: what claims add up to, never twice. Pure."""

from incidents.summary.arithmetic import Records, toll, tolls
from incidents.summary.current import Current, current
from incidents.summary.history import Disagreement, TollStep, disagreements, history
from incidents.summary.toll import Figure, Toll, moved

__all__ = [
    "Current",
    "Disagreement",
    "Figure",
    "Records",
    "Toll",
    "TollStep",
    "current",
    "disagreements",
    "history",
    "moved",
    "toll",
    "tolls",
]
