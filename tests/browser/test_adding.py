"""A report and a table added in a real browser."""

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.bench.acled_shaped import write_table

GOOD_AND_BAD = (
    "date,location,country,latitude,longitude,killed\n"
    "2025-04-20,Sumy,UA,50.9077,34.7981,2\n"
    "2025-13-45,Poltava,UA,49.5883,34.5514,1\n"
)


def read_it(page):
    """Ask for the reading as a person would, again if the example's own drawing took the click."""
    figure = page.locator(".report-text .hl-figure").first
    for _ in range(6):
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Read the report").click()
        try:
            figure.wait_for(timeout=20_000)
        except PlaywrightTimeoutError:
            continue
        return
    figure.wait_for()


def test_a_report_is_added_and_undone(app, open_page):
    page = open_page(app, "/add")
    page.get_by_text("Examples to try").click()
    page.get_by_role("button", name="nine dead").or_(
        page.locator("[data-testid=stExpander] button")
    ).first.click()
    read_it(page)
    page.locator(".report-text .hl-place").first.wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Read the report").wait_for()
    page.goto(f"{app}/revisions")
    page.get_by_text("Undid revision 2").first.wait_for()


def test_an_empty_report_is_refused_with_a_cure(app, open_page):
    page = open_page(app, "/add")
    page.get_by_role("button", name="Read the report").click()
    page.get_by_text("the text is empty; paste the words of the report").wait_for()


def test_a_table_with_a_bad_row_is_uploaded(app, open_page, tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text(GOOD_AND_BAD, "utf-8")
    page = open_page(app, "/upload")
    page.locator("input[type=file]").set_input_files(str(table))
    page.get_by_text("2 lines = 1 accepted + 1 rejected + 0 duplicates").wait_for()
    page.get_by_role("button", name="Download the rejected rows").wait_for()
    page.get_by_role("button", name="Save 1 good row").click()
    page.get_by_text("rows.csv by analyst").wait_for()


def choose(page, field, column):
    """Say which column a field is read from, again if the page's own drawing closed the list."""
    for _ in range(6):
        page.wait_for_timeout(1500)
        page.get_by_role("combobox", name=field).first.click()
        try:
            page.get_by_role("option", name=column).first.click(timeout=10_000)
        except PlaywrightTimeoutError:
            page.keyboard.press("Escape")
            continue
        return
    raise AssertionError(f"{field} cannot be chosen")


def test_a_strange_table_is_mapped_by_hand_and_saved(app, open_page, tmp_path):
    table = tmp_path / "strange.csv"
    table.write_text("wo;tote;am\nKharkiv;12-15;2024-03-05\nSumy;3;2024-03-06\n", "utf-8")
    page = open_page(app, "/upload")
    page.locator("input[type=file]").set_input_files(str(table))
    page.get_by_text("Not one of the known formats").wait_for()
    page.get_by_text("No column is taken for").wait_for()
    for field, column in (("Location", "wo"), ("Killed", "tote")):
        choose(page, field, column)
    page.get_by_text("2 lines = 2 accepted + 0 rejected + 0 duplicates").wait_for()
    page.get_by_text("12 to 15").first.wait_for()
    page.get_by_role("button", name="Save 2 good rows").click()
    page.get_by_text("strange.csv by analyst").wait_for()


def test_a_long_check_is_stopped(app, open_page, tmp_path):
    table = tmp_path / "long.csv"
    write_table(table, 400_000)
    page = open_page(app, "/upload")
    page.locator("input[type=file]").set_input_files(str(table))
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("stopped", exact=False).first.wait_for()
    assert page.get_by_role("button", name="good row").count() == 0
