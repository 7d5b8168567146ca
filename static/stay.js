// why: a page that times out must say so in time to be kept open (WCAG 2.2.1), and must not stay on the screen when its time is over.
// <body data-idle-seconds data-stay-url data-ended-url>; the words are in <template id="stay">. What can't be kept open has neither
// words nor a stay-url: it said beforehand how long it stays.
const { idleSeconds, stayUrl, endedUrl } = document.body.dataset
const bar = document.querySelector('.stay')
const words = document.getElementById('stay')
const warning = 120
const seconds = Number(idleSeconds)
let timers = []
let over, heard
// one session for all tabs of a desk: a page that opens in one keeps the others open, too
const tabs = stayUrl && globalThis.BroadcastChannel && document.body.matches('.desk') ? new BroadcastChannel('desk-kept') : null

function start() {
  timers.forEach(clearTimeout)
  bar?.replaceChildren()
  heard = Date.now()
  over = heard + seconds * 1000
  timers = [words && setTimeout(warn, Math.max(seconds - warning, seconds / 2) * 1000), setTimeout(end, seconds * 1000)]
}

function begin() {
  start()
  tabs?.postMessage('')
}

function warn() {
  bar.append(words.content.cloneNode(true))
}

function end() {
  if (endedUrl) location.replace(endedUrl)
  else import('./shut.js').then(({ shut }) => shut())
}

async function keep() {
  heard = Date.now()
  const answer = await fetch(stayUrl, { method: 'HEAD', redirect: 'manual' }).catch(() => null)
  // Nothing is hidden unless the server really gave more time: a bar that goes away is a promise.
  if (answer?.ok) begin()
  return answer?.ok
}

async function stay(event) {
  if (!event.target.closest('[data-stay]')) return
  event.preventDefault()
  if (await keep()) document.getElementById('main').focus({ preventScroll: true })
}

bar?.addEventListener('click', stay)
// Who is writing is here: the server hears of them once a minute.
if (stayUrl) document.addEventListener('input', () => Date.now() - heard > 60_000 && keep())
// A phone that slept did not run the clock.
document.addEventListener('visibilitychange', () => Date.now() >= over && end())
if (seconds) begin()
if (tabs) tabs.onmessage = start

// The device was handed to somebody else: nothing of a desk may stay on it, in any tab.
if (globalThis.BroadcastChannel && document.body.matches('.desk')) {
  new BroadcastChannel('desk').onmessage = () => { document.body.replaceChildren(); location.replace('/staff') }
}
