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
from incidents.merge.lowjoins import LowJoin, low_joins
from incidents.merge.parting import part
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
from incidents.merge.tellings import Telling

__all__ = [
    "Effect",
    "Filling",
    "Join",
    "LowJoin",
    "MergePlan",
    "Part",
    "Proposal",
    "ProposalKind",
    "Score",
    "Snapshot",
    "Telling",
    "accept",
    "apply",
    "carry_out",
    "compare",
    "difference",
    "effects",
    "low_joins",
    "mend",
    "merge_by_hand",
    "open_proposals",
    "part",
    "plan_merge",
    "same_id",
    "split_by_hand",
    "split_off",
    "stand_after",
    "toll_of",
]
