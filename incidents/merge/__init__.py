"""Drafts of one report joined to the incidents already known. Pure."""

from incidents.merge.snapshot import Snapshot

__all__ = ["Snapshot"]
