"""Tolls: what claims add up to, never twice. Pure."""

from incidents.summary.toll import Figure, Toll

__all__ = ["Figure", "Toll"]
