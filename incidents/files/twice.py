"""Text that was made UTF-8 twice: recognised by its pairs of signs, and put right.

A program that takes UTF-8 for Windows-1252 or Windows-1251 and saves UTF-8 again turns every
letter beyond ASCII into two signs ("Київ" into "ÐšÐ¸Ñ—Ð²" or "РљРёС—РІ"). Pure. Each run of such
signs is put right by itself, so that what is sound in the file stays.
"""

from __future__ import annotations

import re

#: What a reader may choose as an encoding, and what the text was taken for between the two.
TWICE = {"utf-8-as-cp1252": "cp1252", "utf-8-as-cp1251": "cp1251"}
_RUN = re.compile(r"[^\x00-\x7f]+")
#: What a program writes for a letter it could not read.
_LOST = "\ufffd"
#: Fewer letters than this put right may be chance: "Â°" is a degree sign, or a name.
_TELLING = 4


def mended(text: str, encoding: str) -> str:
    """The text with every run put right that can be; ``encoding`` is a key of `TWICE`."""
    if text.isascii():
        return text
    between = TWICE[encoding]
    return _RUN.sub(lambda run: _once(run[0], between) or run[0], text)


def twice_encoded(text: str) -> str | None:
    """The key of `TWICE` under which at least half of the foreign letters can be put right."""
    runs = _RUN.findall(text)
    best, most = None, 0
    for encoding, between in TWICE.items():
        able = [run for run in runs if len(run) > 1 and _once(run, between)]
        right = sum(map(len, able))
        if right > most and right >= 2 * _TELLING and 2 * right >= sum(map(len, runs)):
            best, most = encoding, right
    return best


def garbled(name: str) -> str | None:
    """What a spoilt name was, empty where that is lost; None for a sound one."""
    if name.isascii():
        return None
    encoding = twice_encoded(name)
    if encoding is not None:
        return mended(name, encoding)
    return "" if _LOST in name else None


def _once(run: str, between: str) -> str | None:
    """A run as it was before the second encoding; None if it never went through one."""
    taken = bytearray()
    for char in run:
        try:
            taken += char.encode(between)
        except UnicodeEncodeError:
            # Bytes that the page leaves undefined pass as the control of that number.
            if not 0x80 <= ord(char) < 0xA0:
                return None
            taken.append(ord(char))
    try:
        return taken.decode("utf-8")
    except UnicodeDecodeError:
        return None
