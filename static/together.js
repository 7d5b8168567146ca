// why: on a worker's device nobody may find what the person before them wrote. A page that nobody touches asks, waits half a minute
// (WCAG 2.2.1: time enough to say so), and then empties itself and goes. Any touch is an answer. Contract: parts/together.html.
const bar = document.querySelector('[data-idle]')
const words = document.getElementById('idle')
const asks = Number(bar.dataset.idle)
const ends = Number(bar.dataset.end)
for (const line of document.querySelectorAll('[data-touched]')) line.hidden = false // true only where this runs
let touched = Date.now()
let kept = touched

// The question goes by the clock, not under the finger: a tap on it must not land on what lies below.
function touch(event) {
  touched = Date.now()
  keep()
  if (event.type === 'click' && bar.contains(event.target)) { look(); document.getElementById('main').focus({ preventScroll: true }) }
}

// A visit on the server lasts as long as somebody is here: it hears of them once a minute.
function keep() {
  if (!bar.dataset.keep || touched - kept < 60_000) return
  kept = touched
  fetch(bar.dataset.keep, { method: 'HEAD', redirect: 'manual' }).catch(() => {})
}

function look() {
  const idle = (Date.now() - touched) / 1000
  if (idle >= ends) end()
  else if (idle < asks) bar.replaceChildren()
  else if (!bar.firstChild) bar.append(words.content.cloneNode(true))
}

function end() {
  clearInterval(clock) // once: a second replace would stop the first
  const form = document.querySelector('[data-close]')
  if (form) navigator.sendBeacon(form.action, new FormData(form)) // over on the server as well
  document.body.replaceChildren()
  location.replace('/together')
}

for (const kind of ['click', 'pointerdown', 'keydown', 'input', 'wheel', 'touchmove']) addEventListener(kind, touch, { capture: true, passive: true })
// A device that slept did not run the clock.
document.addEventListener('visibilitychange', look)
const clock = setInterval(look, 1000)
// The desk this came from may be open in another tab: it goes to its door, see stay.js.
globalThis.BroadcastChannel && new BroadcastChannel('desk').postMessage('')
