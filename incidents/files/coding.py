"""Words of a table to ACLED event types and weapon families.

Pure. The types are ACLED's (`incidents.model.EVENT_TYPES`); the plain words beside them are
what analysts' own tables use.
"""

from __future__ import annotations

from incidents.model import EVENT_TYPES, Weapon

_SHELLING = ("Explosions/Remote violence", "Shelling/artillery/missile attack")
_AIR = ("Explosions/Remote violence", "Air/drone strike")
_ATTACK = ("Violence against civilians", "Attack")

_PLAIN: dict[str, tuple[str, str | None]] = {
    "shelling": _SHELLING,
    "artillery": _SHELLING,
    "missile": _SHELLING,
    "missile strike": _SHELLING,
    "missile attack": _SHELLING,
    "rocket attack": _SHELLING,
    "mlrs": _SHELLING,
    "обстріл": _SHELLING,
    "обстрел": _SHELLING,
    "airstrike": _AIR,
    "air strike": _AIR,
    "drone": _AIR,
    "drone strike": _AIR,
    "drone attack": _AIR,
    "uav": _AIR,
    "bombing": ("Explosions/Remote violence", None),
    "explosion": ("Explosions/Remote violence", None),
    "ied": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "mine": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "landmine": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "grenade": ("Explosions/Remote violence", "Grenade"),
    "suicide bombing": ("Explosions/Remote violence", "Suicide bomb"),
    "shooting": _ATTACK,
    "attack": _ATTACK,
    "kidnapping": ("Violence against civilians", "Abduction/forced disappearance"),
    "abduction": ("Violence against civilians", "Abduction/forced disappearance"),
    "clash": ("Battles", "Armed clash"),
    "fighting": ("Battles", "Armed clash"),
    "battle": ("Battles", None),
    "protest": ("Protests", None),
    "riot": ("Riots", None),
    "looting": ("Strategic developments", "Looting/property destruction"),
}
_CODED: dict[str, tuple[str, str | None]] = {
    **_PLAIN,
    **{sub.casefold(): (kind, sub) for kind, subs in EVENT_TYPES.items() for sub in subs},
    **{kind.casefold(): (kind, None) for kind in EVENT_TYPES},
}


def read_event_type(kind: str, sub: str = "") -> tuple[str | None, str | None] | None:
    """Code an event type and sub-type; None if the words name none of them."""
    by_sub = _CODED.get(sub.strip().casefold())
    by_kind = _CODED.get(kind.strip().casefold())
    if by_sub is not None and (by_kind is None or by_kind[0] == by_sub[0]):
        return by_sub
    if by_kind is not None:
        return by_kind
    return (None, None) if not kind.strip() and not sub.strip() else None


# First match wins; the families are `incidents.model.WEAPON_FAMILIES`.
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("ballistic", "ballistic missile"),
    ("cruise", "cruise missile"),
    ("glide bomb", "glide bomb"),
    ("drone", "drone"),
    ("uav", "drone"),
    ("shahed", "drone"),
    ("missile", "missile"),
    ("mortar", "mortar"),
    ("artillery", "artillery"),
    ("shell", "artillery"),
    ("rocket", "rocket"),
    ("mlrs", "rocket"),
    ("air-dropped", "air-dropped bomb"),
    ("air strike", "air-dropped bomb"),
    ("explosive", "explosive device"),
    ("mine", "explosive device"),
    ("ied", "explosive device"),
    ("firearm", "small arms"),
    ("small arms", "small arms"),
    ("rifle", "small arms"),
)


def read_weapon(name: str) -> Weapon | None:
    """Name a weapon and its family; None for a blank."""
    words = " ".join(name.split())
    if not words:
        return None
    folded = words.casefold()
    return Weapon(words, next((f for w, f in _FAMILIES if w in folded), "other"))
