"""The review page driven by keyboard alone."""


def test_questions_are_answered_and_taken_back_by_keyboard(app, open_page):
    page = open_page(app, "/review")
    page.get_by_text("questions left").wait_for()
    page.locator(".q-row").nth(1).wait_for()
    before = page.locator(".q-row").count()
    assert before > 1
    page.locator(".q-now", has_text="1.").wait_for()
    page.keyboard.press("j")
    page.locator(".q-now", has_text="2.").wait_for()
    page.keyboard.press("k")
    page.locator(".q-now", has_text="1.").wait_for()
    page.keyboard.press("a")
    page.get_by_role("button", name="Undo the last answer").wait_for()
    page.wait_for_function(f"document.querySelectorAll('.q-row').length === {before - 1}")
    page.keyboard.press("u")
    page.wait_for_function(f"document.querySelectorAll('.q-row').length === {before}")


def test_two_incidents_are_merged_by_mouse_in_the_panel(app, open_page):
    page = open_page(app)
    page.get_by_role("button", name="region not named").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text("Merge with another incident").click()
    panel.locator("label", has_text="Zhytomyr").last.click()
    panel.get_by_text("Merge the two").wait_for()
    panel.locator("table.diff th", has_text="Incidents").wait_for()
