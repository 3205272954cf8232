"""The filter as options of a command: the same names as in a link of the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from incidents.query import Filter, from_params

F = TypeVar("F", bound=Callable[..., Any])

#: Parameter of a link, whether it may stand more than once, and what ``--help`` says.
OPTIONS: tuple[tuple[str, bool, str], ...] = (
    ("since", False, "First day, 2025-04-24."),
    ("until", False, "Last day, inclusive."),
    ("place", True, "Gazetteer id of a place (adm1:UA-63) and all in it."),
    ("type", True, "ACLED event type."),
    ("subtype", True, "ACLED sub-event type."),
    ("weapon", True, "Weapon family, such as 'drone'."),
    ("precision", True, "How exactly placed: site, settlement, adm1, ..."),
    ("source", True, "Publisher, or data set, of its figures."),
    ("dataset", True, "Data set; reports, upload, ucdp, ..."),
    ("text", False, "Words that must all occur."),
    ("as_of", False, "Figures as known at this local time, 2025-04-24T09:30."),
    ("bounds", False, "Frame in degrees: west,south,east,north."),
    ("incident", False, "One incident's id: it and all below it."),
)


def filter_options(command: F) -> F:
    """Give a command an option for each way to narrow."""
    for name, several, words in reversed(OPTIONS):
        option = click.option(
            f"--{name.replace('_', '-')}", f"filter_{name}", multiple=several, help=words
        )
        command = option(command)
    return command


def chosen_filter(options: dict[str, Any]) -> Filter:
    """The filter that the options say; BadFilter names one that means nothing."""
    said: dict[str, str | list[str]] = {}
    for name, several, _ in OPTIONS:
        value = options[f"filter_{name}"]
        if value:
            said[name] = list(value) if several else value
    return from_params(said)
