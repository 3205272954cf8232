"""What is counted, and whose dead they are.

Pure code lists. The measures are the product's own (docs/words.md); person status follows
Airwars' civilian / belligerent split with the attacker kept apart.
"""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What a claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"  # killed or injured, split not stated
    MISSING = "missing"
    FIRES = "fires"
    SITES = "sites"  # distinct places struck; buildings damaged and fires are not sites
    MUNITIONS_LAUNCHED = "munitions_launched"
    MUNITIONS_INTERCEPTED = "munitions_intercepted"


#: The measures a toll adds up, in the order they are shown. Munitions never enter a toll.
TOLL_MEASURES: tuple[Measure, ...] = (
    Measure.KILLED,
    Measure.INJURED,
    Measure.CASUALTIES,
    Measure.MISSING,
    Measure.FIRES,
    Measure.SITES,
)


class PersonStatus(StrEnum):
    """Whose dead or injured a claim counts, where the text says so."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    ATTACKER = "attacker"  # never part of the victims' toll
    UNKNOWN = "unknown"
