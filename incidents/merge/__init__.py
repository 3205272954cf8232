"""Drafts of one report joined to the incidents already known. Pure."""

from incidents.merge.changes import (
    apply,
    carry_out,
    difference,
    mend,
    merge_by_hand,
    split_by_hand,
    split_off,
    stand_after,
)
from incidents.merge.effects import Effect, effects, toll_of
from incidents.merge.likeness import Part, Score, compare
from incidents.merge.placeholders import Filling
from incidents.merge.plan import Join, MergePlan, plan_merge
from incidents.merge.proposals import (
    Proposal,
    ProposalKind,
    accept,
    open_proposals,
    same_id,
)
from incidents.merge.snapshot import Snapshot

__all__ = [
    "Effect",
    "Filling",
    "Join",
    "MergePlan",
    "Part",
    "Proposal",
    "ProposalKind",
    "Score",
    "Snapshot",
    "accept",
    "apply",
    "carry_out",
    "compare",
    "difference",
    "effects",
    "mend",
    "merge_by_hand",
    "open_proposals",
    "plan_merge",
    "same_id",
    "split_by_hand",
    "split_off",
    "stand_after",
    "toll_of",
]
