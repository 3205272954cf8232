"""The map's own state, read out of the page: where it looks, and where a place is on the screen."""

import math

#: deck.gl holds its view in the component that Streamlit draws it with.
_VIEW = """() => {
  const canvas = document.querySelector('[data-testid=stDeckGlJsonChart] canvas');
  if (!canvas) return null;
  let at = canvas[Object.keys(canvas).find(k => k.startsWith('__reactFiber'))];
  while (at) {
    const view = at.memoizedProps && at.memoizedProps.viewState;
    if (view && view.zoom !== undefined)
      return [view.latitude, view.longitude, view.zoom];
    at = at.return;
  }
  return null;
}"""
CHART = "[data-testid=stDeckGlJsonChart]"
WORLD_PX = 512


def view_of(page):
    """Latitude, longitude and zoom the map has now."""
    page.wait_for_function(f"({_VIEW})() !== null")
    return tuple(page.evaluate(_VIEW))


def spot(page, lat, lon):
    """Where a place is on the screen, in pixels of the page."""
    here_lat, here_lon, zoom = view_of(page)
    world = WORLD_PX * 2**zoom
    box = page.locator(CHART).first.bounding_box()
    return (
        box["x"] + box["width"] / 2 + (lon - here_lon) / 360 * world,
        box["y"] + box["height"] / 2 + (_down(lat) - _down(here_lat)) * world,
    )


def _down(lat):
    """Web Mercator: 0 at the top of the world, 1 at its bottom."""
    return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)


def point_at(page, lat, lon, said):
    """Move about a place until the tooltip says so: software rendering picks slowly."""
    for nudge in range(40):
        x, y = spot(page, lat, lon)
        page.mouse.move(x + nudge % 2, y)
        page.wait_for_timeout(500)
        if page.get_by_text(said).count():
            return x, y
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
