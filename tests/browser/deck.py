"""The map's own state, read out of the page: where it looks, and where a place is on the screen."""

import math

#: deck.gl holds its view in the component that Streamlit draws it with. Looked for from the root
#: down, because what hangs on an element may be the tree of the render before.
_VIEW = """() => {
  const root = document.getElementById('root');
  const key = Object.keys(root).find(k => k.startsWith('__reactContainer'));
  const open = [root[key].stateNode.current];
  while (open.length) {
    const at = open.pop();
    const view = at.memoizedProps && at.memoizedProps.viewState;
    if (view && view.zoom !== undefined)
      return [view.latitude, view.longitude, view.zoom];
    if (at.sibling) open.push(at.sibling);
    if (at.child) open.push(at.child);
  }
  return null;
}"""
CHART = "[data-testid=stDeckGlJsonChart]"
WORLD_PX = 512


def view_of(page):
    """Latitude, longitude and zoom the map has now."""
    page.wait_for_function(f"({_VIEW})() !== null")
    return tuple(page.evaluate(_VIEW))


def down(lat):
    """Web Mercator: 0 at the top of the world, 1 at its bottom."""
    return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)


def spot(page, lat, lon):
    """Where a place is on the screen, in pixels of the page."""
    here_lat, here_lon, zoom = view_of(page)
    world = WORLD_PX * 2**zoom
    box = page.locator(CHART).first.bounding_box()
    return (
        box["x"] + box["width"] / 2 + (lon - here_lon) / 360 * world,
        box["y"] + box["height"] / 2 + (down(lat) - down(here_lat)) * world,
    )


def point_at(page, lat, lon, said, tries=40):
    """Move about a place until the tooltip says so: software rendering picks slowly."""
    for nudge in range(tries):
        x, y = spot(page, lat, lon)
        page.mouse.move(x + nudge % 2, y)
        page.wait_for_timeout(500)
        if page.get_by_text(said).count():
            return
    raise AssertionError(f"nothing at {lat}, {lon} says {said!r}")


def drag(page, right, down):
    """Drag the map so many pixels and wait until it has stopped gliding."""
    box = page.locator(CHART).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)
    page.mouse.up()
    rest(page)


def rest(page):
    """Wait until the view stands still; gives it."""
    before = None
    while (now := view_of(page)) != before:
        before = now
        page.wait_for_timeout(700)
    return now


def click(page, lat, lon, happened):
    """Click a place as a person would, again if nothing happened.

    A slow frame can swallow a click, and what is drawn late above the map moves it.
    ``happened`` says whether it did.
    """
    for _ in range(5):
        page.mouse.click(*spot(page, lat, lon), delay=60)
        for _ in range(20):
            page.wait_for_timeout(500)
            if happened():
                return
    raise AssertionError(f"clicks at {lat}, {lon} did nothing")


def clicked(page, lat, lon, said):
    """Click until a text is there."""
    click(page, lat, lon, lambda: page.get_by_text(said).count() > 0)
