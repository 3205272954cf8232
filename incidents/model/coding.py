"""What happened and with what: ACLED's event types, weapons, actors.

Source of event and sub-event types: ACLED Codebook (2023 and later), 6 types, 25 sub-types.
Weapon families are the product's own grouping of what reports name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}

WEAPON_FAMILIES: tuple[str, ...] = (
    "ballistic missile",
    "cruise missile",
    "missile",
    "drone",
    "glide bomb",
    "air-dropped bomb",
    "artillery",
    "rocket",
    "mortar",
    "explosive device",
    "small arms",
    "other",
)


@dataclass(frozen=True, slots=True, order=True)
class Weapon:
    """A weapon as named, and its family; ``may``: the source says it may have been used."""

    name: str
    family: str
    may: bool = False


class Attribution(StrEnum):
    """On whose word an actor is named."""

    CLAIMED = "claimed"  # the actor itself says so
    ATTRIBUTED = "attributed"  # somebody else says so
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is said to have done it."""

    name: str
    attribution: Attribution = Attribution.ATTRIBUTED
