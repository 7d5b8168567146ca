"""How a test walks in where somebody is already, through a check-in's questions, and waits for what a script does."""

from contextlib import contextmanager

from tests.browser.careful import CarefulPage


@contextmanager
def doors(live, chromium, **context):
    """Opens pages in a browser of its own for somebody who is in already: staff, or a person with their words."""
    contexts = []

    def opened(visitor, path: str) -> CarefulPage:
        contexts.append(chromium.new_context(base_url=live.base_url, **context))
        contexts[-1].add_cookies(cookies(live, visitor))
        careful = CarefulPage(contexts[-1].new_page())
        careful.page.goto(path)
        careful.check()
        return careful

    try:
        yield opened
    finally:
        for one in contexts:
            one.close()


def cookies(live, visitor) -> list[dict]:
    """What a browser must hold to go on where this visitor is."""
    return [{"name": one.key, "value": one.value, "url": live.base_url} for one in visitor.client._cookies.values()]


def go_on(phone, until="[data-check] button.main"):
    for _ in range(20):
        if phone.page.locator(until).is_visible():
            return
        phone.page.locator("[data-go=next]:visible").click()
    raise AssertionError(f"{until} never came")


def until(page, says):
    """Wait for something to be so; Playwright's own wait needs an eval that our policy forbids."""
    for _ in range(200):
        if page.evaluate(says):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never so: {says}")
