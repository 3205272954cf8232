"""Data sets and the licences under which their rows may be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Where rows came from and what may be done with them.

    Attributes:
        dataset_id: short key, stored on each incident ("reports", "ucdp", "acled").
        licence: licence name as shown ("CC BY 4.0", "ODbL 1.0").
        attribution: the line that must stand wherever rows are shown or exported.
        may_display: whether rows may be shown on a public link at all (ACLED: no).
        share_alike: whether exports carry the same licence on (VIINA's ODbL).
        mentions: rows are media mentions, not incidents; out of tolls unless asked in.
    """

    dataset_id: str
    name: str
    licence: str
    attribution: str
    url: str | None = None
    may_display: bool = True
    share_alike: bool = False
    mentions: bool = False


DATASETS: dict[str, Dataset] = {
    d.dataset_id: d
    for d in (
        Dataset(
            dataset_id="reports",
            name="Reports read here",
            licence="CC BY 4.0",
            attribution="Records derived from the cited reports",
        ),
        Dataset(
            dataset_id="upload",
            name="Uploaded table",
            licence="as stated by its owner",
            attribution="Uploaded by the owner of this installation",
        ),
        Dataset(
            dataset_id="acled",
            name="ACLED",
            licence="ACLED terms of use",
            attribution="Armed Conflict Location & Event Data (ACLED), acleddata.com",
            url="https://acleddata.com",
            may_display=False,
        ),
        Dataset(
            dataset_id="ucdp",
            name="UCDP GED",
            licence="CC BY 4.0",
            attribution="Uppsala Conflict Data Program, Georeferenced Event Dataset",
            url="https://ucdp.uu.se",
        ),
        Dataset(
            dataset_id="viina",
            name="VIINA",
            licence="ODbL 1.0",
            attribution="Zhukov, Violent Incident Information from News Articles (VIINA)",
            url="https://github.com/zhukovyuri/VIINA",
            share_alike=True,
            mentions=True,
        ),
        Dataset(
            dataset_id="gdelt",
            name="GDELT 2.0 Events",
            licence="GDELT terms of use",
            attribution="The GDELT Project, gdeltproject.org",
            url="https://www.gdeltproject.org",
            mentions=True,
        ),
        Dataset(
            dataset_id="gtd",
            name="Global Terrorism Database",
            licence="GTD terms of use",
            attribution="START, University of Maryland, Global Terrorism Database",
            may_display=False,
        ),
        Dataset(
            dataset_id="atlos",
            name="Atlos",
            licence="as stated by the project",
            attribution="Exported from Atlos",
        ),
        Dataset(
            dataset_id="timemap",
            name="Bellingcat TimeMap",
            licence="as stated by the source",
            attribution="Bellingcat, Civilian Harm in Ukraine",
        ),
        Dataset(
            dataset_id="geoconfirmed",
            name="GeoConfirmed",
            licence="as stated by the source",
            attribution="GeoConfirmed, geoconfirmed.org",
        ),
        Dataset(
            dataset_id="hxl",
            name="HXL table",
            licence="as stated by its owner",
            attribution="Uploaded HXL-tagged table",
        ),
    )
}
