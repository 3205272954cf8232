"""The day of publication of a report for which nobody gave one: that of the text's head. Pure."""

from __future__ import annotations

from dataclasses import replace

from incidents.extract.headed import headed_day
from incidents.model import Report


def dated_by_head(report: Report) -> Report | None:
    """The report dated by the day its head bears.

    Args:
        report: published, for want of better, today.

    Returns:
        None where the head bears no day, or one that has not come yet.
    """
    headed = headed_day(report)
    return None if headed is None or headed > report.day else replace(report, published=headed)


def not_given(report: Report, whence: str) -> str:
    """Say which day was taken for one that was not given; ``whence``: where it comes from."""
    day = f"{report.day.day} {report.day:%B %Y}"
    return (
        f"No day of publication was given: {day}{whence}. Days such as “overnight” are counted "
        "from it"
    )


#: Where a day comes from, for `not_given`.
FROM_HEAD = " is taken, the day at the text's head"
FROM_TODAY = ", today, is taken, as the text's head bears no day so far"
