"""A report text checked, its places found, its figures read, every quote proved.

Collaborators are passed in; nothing is saved here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta

from incidents.errors import BadReport
from incidents.extract.headed import headed_day
from incidents.extract.languages import language_of
from incidents.geocode import named, without_guesses
from incidents.model import (
    REPORT_ID,
    DateBasis,
    Extraction,
    Mention,
    Report,
    Wording,
    stable_id,
)
from incidents.model.ports import Extractor, Toponyms
from incidents.pipeline.foreign import looks_foreign
from incidents.pipeline.grounding import ground

#: No report is longer; a book or a dump pasted by mistake is refused before it is read.
LONGEST_BYTES = 1_000_000
#: A report is published within so many days of the one its head bears.
_HEAD_WITHIN = timedelta(days=3)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|span|script|table|a|br|meta)\b", re.IGNORECASE
)
_SOME_MARKUP = 3
_LETTERS_READ = 0.5
_LANGUAGES = {"en": "LATIN", "uk": "CYRILLIC", "ru": "CYRILLIC"}


def new_report(  # noqa: PLR0913 - the fields of the form, all by name
    text: str | bytes,
    *,
    publisher: str,
    published: date | datetime,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    zone: str | None = None,
    wording: Wording = Wording.THIRD_PARTY,
    licence: str | None = None,
) -> Report:
    """Make a report of a text as given; the same words get the same id.

    ``text`` is the words, or the bytes of a text file in UTF-8. A ``language`` of ``None`` is
    guessed from the script; the other fields are those of `Report`.

    Raises:
        BadReport: empty, too long, binary or markup; says how to mend it.
    """
    words = check_text(text)
    if not publisher.strip():
        raise BadReport("report: no publisher is given; say who published it")
    return Report(
        report_id=report_id_of(words),
        text=words,
        publisher=publisher.strip(),
        published=published,
        url=url or None,
        title=title or None,
        language=language or guess_language(words),
        zone=zone,
        wording=wording,
        licence=licence,
    )


def report_id_of(text: str) -> str:
    """The id of a text: line ends, spaces and Unicode form do not matter."""
    return stable_id(REPORT_ID, " ".join(unicodedata.normalize("NFC", text).split()))


def check_text(text: str | bytes) -> str:
    """The text itself if it can be a report.

    Raises:
        BadReport: empty, too long, binary, not UTF-8, or markup.
    """
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "replace"))
    if size > LONGEST_BYTES:
        raise BadReport(
            f"report: the text is {size:,} bytes long, the longest read is {LONGEST_BYTES:,}; "
            "paste the part that tells of the attack"
        )
    words = _decoded(text)
    if not words.strip():
        raise BadReport("report: the text is empty; paste the words of the report")
    _check_characters(words)
    if len(_MARKUP.findall(words[:20_000])) >= _SOME_MARKUP or words.lstrip()[:5] == "<?xml":
        raise BadReport(
            "report: the text is HTML markup; open the page in a browser and paste the words, "
            "not the source"
        )
    return words


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text
    if b"\x00" in text:
        raise BadReport("report: this is a binary file, not text; save the report as plain text")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadReport(
            f"report: byte {error.start} is not UTF-8 text; save the report as plain text in "
            "UTF-8, or paste it"
        ) from error


def _check_characters(words: str) -> None:
    found = _NO_TEXT.search(words)
    if found is not None:
        raise BadReport(
            f"report: character {found.start()} is U+{ord(found[0]):04X}, which no text holds; "
            "this looks like a binary file: paste the words of the report instead"
        )


#: Controls but for white space, and half of a pair of surrogates.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def guess_language(text: str) -> str:
    """Ukrainian, Russian or English by script and letters; the page lets a person choose."""
    letters = [c for c in text[:5000] if c.isalpha()]
    cyrillic = sum("CYRILLIC" in unicodedata.name(c, "") for c in letters)
    if not letters or cyrillic < len(letters) / 2:
        return "en"
    return language_of(text[:5000]) or "uk"


def read_report(
    report: Report,
    toponyms: Toponyms,
    extractor: Extractor,
    *,
    country: str | None = None,
) -> Extraction:
    """Read one report; nothing is saved.

    Args:
        report: see `new_report`.
        toponyms: finds and resolves the place names.
        extractor: reads figures, dates, kinds; whatever it returns has to pass the quote check.
        country: country the report speaks of, where the person knows it (ISO alpha-2).

    Returns:
        The reading. ``notes`` say what was not found and what a person can do about it.

    Raises:
        BadReport: the text cannot be a report, or is in a language that is not read.
        UngroundedQuote, BadRecord: the extractor gave back what the text does not say.
    """
    check_text(report.text)
    if looks_foreign(report.text):
        # A German "die" would else be read as a death.
        raise BadReport(
            "report: the text is in another language than English, Ukrainian or Russian; "
            "add a translation of it"
        )
    mentions = toponyms.find(report.text, language=report.language, country=country)
    extraction = extractor.extract(report, mentions)
    extraction.check()
    grounded = ground(extraction, mentions)
    placed, asked = without_guesses(grounded, mentions)
    found = replace(
        extraction,
        incidents=placed,
        mentions=extraction.mentions or mentions,
        notes=(*extraction.notes, *(_question(m) for m in asked)),
    )
    found.check()
    return replace(found, notes=_notes(found))


def _question(mention: Mention) -> str:
    return (
        f"{mention.text!r} could be {named(mention)}. It is kept without a point until a person "
        "chooses: correct its place, or say the region in the text."
    )


def _notes(extraction: Extraction) -> tuple[str, ...]:
    report = extraction.report
    found = list(extraction.notes)
    if _share_of_script(report) < _LETTERS_READ:
        found.append(
            f"The text does not look like {report.language!r}; English, Ukrainian and Russian "
            "are read. Choose the language of the text, or translate it."
        )
    headed = headed_day(report)
    if headed is not None and abs(report.day - headed) > _HEAD_WITHIN:
        found.append(
            f"The text is headed {headed.isoformat()}, and the report is said to be published on "
            f"{report.day.isoformat()}: words such as 'overnight' and 'Thursday' are counted from "
            "there. Correct the day of publication, and read the report again, if that is wrong."
        )
    if not extraction.claims:
        found.append(
            "No figure was found: nobody killed, injured or missing, no fires or sites. "
            "Add figures by hand, or check that the whole report was pasted."
        )
    if not any(m.place for m in extraction.mentions):
        found.append("No known place was found. Name the place, or choose it by hand.")
    if any(i.when.basis is DateBasis.PUBLICATION for i in extraction.incidents):
        found.append(
            "The text gives no date of the event: the publication date stands in. "
            "Correct it if you know better."
        )
    return tuple(dict.fromkeys(found))


def _share_of_script(report: Report) -> float:
    script = _LANGUAGES.get(report.language)
    letters = [c for c in report.text[:5000] if c.isalpha()]
    if script is None or not letters:
        return 0.0
    return sum(script in unicodedata.name(c, "") for c in letters) / len(letters)
