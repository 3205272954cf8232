"""The review page driven by keyboard alone."""

from playwright.sync_api import expect

#: Milliseconds a button needs to hear its key after it is drawn.
HEARS_MS = 300


def press(page, key, button):
    """Press a button's key once the button is there to hear it."""
    expect(page.get_by_role("button", name=button).first).to_be_enabled()
    page.wait_for_timeout(HEARS_MS)
    page.keyboard.press(key)


def test_questions_are_answered_and_taken_back_by_keyboard(app, open_page):
    page = open_page(app, "/review")
    page.get_by_text("questions left").wait_for()
    page.locator(".q-row").nth(1).wait_for()
    before = page.locator(".q-row").count()
    assert before > 1
    page.locator(".q-now", has_text="1.").wait_for()
    press(page, "j", "Next")
    page.locator(".q-now", has_text="2.").wait_for()
    press(page, "k", "Previous")
    page.locator(".q-now", has_text="1.").wait_for()
    press(page, "a", "Next")
    page.wait_for_function(f"document.querySelectorAll('.q-row').length === {before - 1}")
    press(page, "u", "Undo the last answer")
    page.wait_for_function(f"document.querySelectorAll('.q-row').length === {before}")


def test_two_incidents_are_merged_by_mouse_in_the_panel(app, open_page):
    page = open_page(app)
    page.get_by_role("button", name="region not named").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text("Merge with another incident").click()
    panel.locator("label", has_text="Zhytomyr").last.click()
    panel.get_by_text("Merge the two").wait_for()
    panel.locator("table.diff th", has_text="Incidents").wait_for()
