"""Days told from another day: "the day before", "the previous night", "two days earlier".

Pure. Counted from the date the sentence stated last, else from the day of publication.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.tokens import Token

#: What the words for a number of days may begin with.
SPANS = {
    "a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "10": 10, "11": 11, "12": 12,
}  # fmt: skip
_WEEK = 7
_PARTS = frozenset("day night evening afternoon morning".split())
_BACK = frozenset({"earlier", "ago", "before"})
#: What may follow "the day before" where it dates the harm, not "the day before the vote".
_GOES_ON = frozenset(
    "in at by when while near as outside inside after and but on with as during of".split()
)

#: Deeds that the day before dates: "a strike at dawn the day before killed 93 people".
_DONE = frozenset(
    "killed left claimed wounded injured destroyed set had has was were stood "
    "stands rose climbed reached".split()
)


#: Words that tell of harm done, in whatever form.
HARMS = frozenset(
    "attack attacks attacked strike strikes struck hit hits killed killing died wounded injured "
    "bombing bombings explosion blast shooting shootings shot stabbed stabbing exploded blew "
    "opened stormed detonated raided raid ambush ambushed massacre fired shelled shelling "
    "blown missile missiles drone drones rocket rockets bomb bombs "
    "bombed assault drove rammed ploughed plowed tore ripped went".split()
)


def days_after(words: Sequence[Token], at: int) -> int | None:
    """Days between the day a sentence stated and the attack: "on Friday, a day after a man shot".

    None where the sentence told of an attack before: then it is another one, recalled.
    """
    if at + 3 >= len(words) or words[at + 2].norm != "after":
        return None
    unit = words[at + 1].norm
    back = SPANS.get(words[at].norm) if unit in {"day", "days", "morning", *_WEEKS} else None
    the = words[at].norm == "the" and not (at and words[at - 1].norm == ",")
    if back is None or the:  # "on Friday, the morning after a missile hit the town"
        return None
    if at and words[at - 1].norm in _IT_WAS:
        return None  # "It was a day after the attack on Poltava": another one
    told = any(w.norm in HARMS and w.norm != "went" for w in words[:at])  # "went on looking"
    tells = any(w.norm in HARMS for w in words[at + 3 : at + 3 + _CLAUSE])
    return back * (_WEEK if unit in _WEEKS else 1) if tells and not told else None


_WEEKS = frozenset({"week", "weeks"})
_CLAUSE = 12
_IT_WAS = frozenset({"was", "came", "is", "comes"})


def days_away(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """End of the phrase that begins at ``at`` and how many days it goes back; None if none."""
    if at + 2 >= len(words):
        return None
    first = words[at].norm
    back = SPANS.get(first)
    if back is None:
        return None
    middle, last = words[at + 1].norm, words[at + 2].norm
    if first == "the" and middle == "previous" and last.removesuffix("'s") in _PARTS:
        return at + 3, 1
    if first == "the" and middle == "past" and last == "day":
        return at + 3, 1  # "over the past day", as morning bulletins say
    if middle not in _PARTS | _WEEKS and middle != "days":
        return None
    back *= _WEEK if middle in _WEEKS else 1
    the_day = last == "before" and back == 1
    loose = the_day and first == "a" and _opens(words, at)  # "A day before, one was wounded"
    if last not in _BACK or ((first == "the") != the_day and not loose):
        return None
    following = words[at + 3] if at + 3 < len(words) else None
    ends = following is None or following.kind == "mark" or following.norm in _GOES_ON | _DONE
    ends = ends or (_opens(words, at) and following is not None and _counts(following, last))
    return (at + 3, back) if ends or last == "ago" else None


def _opens(words: Sequence[Token], at: int) -> bool:
    return at == 0 or words[at - 1].kind == "mark"


def _counts(following: Token, last: str) -> bool:
    """ "A day earlier two people had died", "The day before Kharkiv was hit"."""
    named = following.text[:1].isupper() or following.text[:1].isdecimal()
    return last != "before" or named or following.norm in _FIRST


_FIRST = frozenset("two three four five six seven eight nine ten at".split())
