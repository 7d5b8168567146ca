"""A page with a keyboard alone: Tab comes to everything that can be pressed, is seen there, and goes on."""

from __future__ import annotations

from itertools import takewhile

STOPS = """() => {
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const shown = (one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
  const groups = new Set()
  window.stops = [...document.querySelectorAll(can)].filter((one) => {
    if (!shown(one)) return false
    if (one.type !== 'radio') return true
    const group = one.form?.id + one.name // one stop for all of them
    return !groups.has(group) && groups.add(group)
  })
  return stops.length
}"""
# the stop that holds the focus, and what is wrong with how it shows
HERE = """() => {
  const one = document.activeElement
  if (one === document.body) return [-1, '']
  const isGroup = (stop) => one.type === 'radio' && stop.name === one.name && stop.form === one.form
  const found = stops.findIndex((stop) => stop === one || isGroup(stop))
  const { left, top: up, width, height } = one.getBoundingClientRect()
  const isSeen = [0.5, 0.1, 0.9].some((part) => {
    const top = document.elementFromPoint(left + width * part, up + height / 2)
    return top && (one.contains(top) || top.contains(one) || top.closest('label')?.control === one)
  })
  const isMarked = [one, one.closest('.choice')].filter(Boolean).map((it) => getComputedStyle(it))
    .some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none')
  const wrong = []
  if (!isSeen) wrong.push('is covered or out of sight')
  if (!isMarked) wrong.push('shows no focus')
  return [found, wrong.length ? one.outerHTML.slice(0, 120) + ' ' + wrong.join(', ') : '']
}"""
# looked at within the page whenever a key comes up, which is after it moved the focus: to ask each time costs as much
KEEP = f"() => {{ const here = {HERE}; window.kept = []; window.onkeyup = () => kept.push(here()) }}"

SAID = "which => which.map((one) => stops[one].outerHTML.slice(0, 120))"


def walk(page) -> None:
    """Tab from the top to the end: every stop once, each in view and marked, none that holds on to the focus."""
    count = page.evaluate(STOPS)
    page.evaluate(KEEP)
    for number in range(1, 4 * count + 10):  # a day is four stops
        page.keyboard.press("Tab")
        if number > count and page.evaluate("kept.at(-1)[0]") == -1:
            break
    kept = list(takewhile(lambda one: one[0] != -1, page.evaluate("kept")))
    reached, wrong = {at for at, _ in kept}, [said for _, said in kept if said]
    assert not wrong, (page.url, wrong)
    missed = set(range(count)) - reached
    assert not missed, (
        page.url,
        page.evaluate("which => which.map(one => stops[one].outerHTML.slice(0, 120))", sorted(missed)),
    )
