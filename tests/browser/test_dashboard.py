import csv
import io

from playwright.sync_api import expect

from incidents.files.outgoing import OUTGOING
from tests.browser import deck

KYIV = (50.4547, 30.5238)


def click_badge(page):
    """Open what the badge of Kyiv stands for, once its tooltip says it is there."""
    deck.point_at(page, *KYIV, "Kyiv: 13 sites")
    deck.clicked(page, *KYIV, "What is said, and by whom")


def card(page, label):
    return page.locator(".card-label", has_text=label).locator("xpath=..").locator(".card-value")


def test_the_first_page_shows_the_night(app, open_page, settled):
    page = settled(open_page(app))
    assert card(page, "People reported killed").inner_text() == "at least 12"
    assert card(page, "People reported wounded").inner_text() == "at least 90"
    assert "40" in card(page, "Fires reported").inner_text()
    assert "13" in card(page, "Sites reported struck").inner_text()
    assert card(page, "Incidents reported").inner_text() == "8"
    assert page.get_by_text("No known place, so not on the map: 5").is_visible()
    assert "soldiers" not in page.locator("body").inner_text()


def test_a_filter_goes_into_the_link_and_a_link_restores_it(app, open_page, settled):
    page = settled(open_page(app))
    page.get_by_label("Words in the text").fill("Zhytomyr")
    page.get_by_label("Words in the text").press("Enter")
    page.wait_for_url("**text=Zhytomyr**")
    page.wait_for_function(
        "[...document.querySelectorAll('.card-value')].some(e => e.textContent === '1')"
    )
    again = settled(open_page(app, "/?text=Zhytomyr"))
    expect(again.get_by_label("Words in the text")).to_have_value("Zhytomyr", timeout=60_000)
    expect(card(again, "Incidents reported")).to_have_text("1", timeout=60_000)


def test_nothing_found_says_what_to_widen(app, open_page, settled):
    page = settled(open_page(app, "/?text=Atlantis"), with_map=False)
    assert page.get_by_text("clear the words in the text").is_visible()
    page.get_by_test_id("stMain").get_by_role("button", name="Clear all filters").click()
    page.locator(".card-value", has_text="at least 12").wait_for()


def test_a_figure_leads_to_its_sentence_in_one_click(app, open_page, settled):
    page = settled(open_page(app))
    page.get_by_role("button", name="In whose words").first.click()
    words = page.locator("[data-testid=stPopoverBody] .hl-figure").first
    words.wait_for()
    assert words.inner_text().startswith("At least 12")


def test_a_click_on_the_badge_opens_the_sentences(app, open_page, settled):
    page = settled(open_page(app))
    click_badge(page)
    panel = page.get_by_role("dialog")
    panel.locator(".claim").first.wait_for()
    assert "At least 12" in panel.inner_text()
    assert "placed no more precisely than the town or city" in panel.inner_text()
    assert "not their words" in panel.inner_text()
    assert "open=inc_" in page.url


def test_a_mark_of_the_ring_can_be_pointed_at(app, open_page, settled):
    page = settled(open_page(app))
    click_badge(page)
    page.get_by_role("dialog").locator(".claim").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_text("not their positions").first.wait_for()
    for nudge in range(20):
        x, y = deck.spot(page, *KYIV)
        page.mouse.move(x + nudge % 2, y - 33)
        page.wait_for_timeout(500)
        if page.get_by_text("(1 of 13)").count():
            return
    raise AssertionError("the first mark of the ring says nothing")


def test_the_view_stays_when_filter_measure_or_time_changes(app, open_page, settled):
    page = settled(open_page(app))
    deck.drag(page, 60, -50)
    moved = deck.rest(page)
    for change in ("Killed", "Regions", "Fires", "Places"):
        page.get_by_test_id("stMain").get_by_role("radio", name=change).or_(
            page.get_by_test_id("stMain").get_by_role("button", name=change, exact=True)
        ).first.click()
        page.wait_for_timeout(1500)
        assert deck.view_of(page) == moved, change
    page.get_by_label("Words in the text").fill("Kyiv")
    page.get_by_label("Words in the text").press("Enter")
    page.wait_for_url("**text=Kyiv**")
    page.wait_for_timeout(2000)
    assert deck.view_of(page) == moved


def test_a_bar_chooses_its_place_and_nothing_dims(app, open_page, settled):
    page = settled(open_page(app))
    bar = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    box = bar.first.bounding_box()
    moved = deck.view_of(page)
    for down in range(70, int(box["height"]), 8):
        page.mouse.click(box["x"] + 80, box["y"] + down)
        page.wait_for_timeout(700)
        if page.get_by_text("Chosen: Kyiv").count():
            break
    page.get_by_text("Chosen: Kyiv").wait_for()
    assert page.locator(".strap b", has_text="14").count()
    assert deck.view_of(page) == moved
    page.get_by_role("button", name="Killed: at least 12").click()
    page.locator("[data-testid=stPopoverBody] .hl-figure").first.wait_for()


def test_a_region_is_chosen_on_the_map(app, open_page, settled):
    page = settled(open_page(app, "/?map=units"))
    deck.point_at(page, 50.6, 28.4, "1 incident")
    deck.clicked(page, 50.6, 28.4, "Chosen: Zhytomyr")
    page.locator(".strap b", has_text="1").last.wait_for()


def test_a_narrow_screen_has_no_sideways_scroll(app, open_page, settled):
    page = settled(open_page(app, width=390, height=844))
    wide = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert wide <= 0


def test_the_public_link_has_no_page_that_writes(public_app, open_page, settled):
    page = settled(open_page(public_app))
    shown = page.content()
    for page_name in ("Add a report", "Upload a table", "Revisions", "Review"):
        assert page_name not in shown
    assert card(page, "People reported killed").inner_text() == "at least 12"


def test_a_finger_over_the_map_scrolls_the_page(app, open_page, settled):
    page = settled(open_page(app, width=390, height=844, touch=True))
    chart = page.locator(deck.CHART).first
    chart.scroll_into_view_if_needed()
    before, box = deck.rest(page), chart.bounding_box()
    down = "document.querySelector('[data-testid=stMain]').scrollTop"
    was = page.evaluate(down)
    wire = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for n in range(9):
        kind = "touchMove" if n else "touchStart"
        wire.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y - 25 * n}]},
        )
        page.wait_for_timeout(50)
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(1500)
    assert page.evaluate(down) > was
    assert deck.rest(page) == before


def test_all_records_of_the_filter_are_downloaded_in_every_format(app, open_page, settled):
    page = settled(open_page(app, "/?text=Zhytomyr"))
    got = []

    def keep(download):
        got.append(download)

    page.context.on("page", lambda opened: opened.on("download", keep))
    page.on("download", keep)
    page.get_by_role("button", name="Download all records").click()
    page.get_by_text("not only this page").wait_for()
    links = page.locator("[data-testid=stPopoverBody] a")
    links.nth(len(OUTGOING) - 1).wait_for()
    assert links.count() == len(OUTGOING)
    for count in range(1, len(OUTGOING) + 1):
        links.nth(count - 1).click()
        while len(got) < count:
            page.wait_for_timeout(50)
    assert [d.suggested_filename for d in got] == [
        f"incidents.{f.ending}" for f in OUTGOING.values()
    ]
    rows = list(csv.DictReader(io.StringIO(got[0].path().read_text("utf-8-sig"))))
    assert [(r["location"], r["selection"]) for r in rows] == [
        ("Zhytomyr Oblast", "text: Zhytomyr")
    ]
    assert {r["licence"] for r in rows} == {"CC BY 4.0"}
