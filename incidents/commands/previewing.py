"""What a merge or split leaves, in words and for a program."""

from __future__ import annotations

import click

from incidents.model import TOLL_MEASURES
from incidents.pipeline import Preview
from incidents.summary import Toll

Json = dict[str, object]


def toll_of(toll: Toll) -> Json:
    """A toll for a program; what nobody states is left out."""
    figures = {
        m.value: {"low": f.low, "best": f.best, "high": f.high}
        for m in TOLL_MEASURES
        if (f := toll.figures[m]).low is not None or f.high is not None
    }
    return {"incidents": toll.incidents, **figures}


def preview_of(seen: Preview, revision: int | None) -> Json:
    """The toll before and after; ``revision`` is None where nothing was saved."""
    return {
        "revision": revision,
        "before": toll_of(seen.before),
        "after": toll_of(seen.after),
        "incidents": [i.incident_id for i in seen.incidents],
    }


def say(seen: Preview, revision: int | None) -> None:
    """Tell the person at the keyboard."""
    for measure in TOLL_MEASURES:
        before, after = (t.figures[measure] for t in (seen.before, seen.after))
        if before.low is not None or after.low is not None:
            click.echo(f"{measure.value}: {before.low} before, {after.low} after", err=True)
    saved = "Nothing was saved." if revision is None else f"Saved as revision {revision}."
    click.echo(saved, err=True)
