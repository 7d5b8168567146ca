// why: whoever picks the phone up next must not find what was being written. Pages stay in the browser's back-forward store even
// with no-store, so leaving blanks the page, a page that goes away empties its fields, and one that comes back starts again.
const root = document.documentElement
const fields = () => document.querySelectorAll('input:not([type=hidden]), textarea, select')
const cover = (is) => root.classList.toggle('is-covered', is)
// Whoever needs one tab gone needs them all gone.
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('leave')

// A page that answers a form is kept with what was posted to it; as a plain entry it is not, and Back asks for nothing again.
const again = document.body.dataset.startUrl ?? location.href
history.replaceState(null, '', again)

function empty() {
  for (const field of fields()) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false
    else field.value = ''
  }
}

function go() {
  empty()
  document.body.replaceChildren()
  globalThis.indexedDB?.deleteDatabase('outbox')
  location.replace('/leave')
}

function leave() {
  tabs?.postMessage('')
  go()
}

tabs?.addEventListener('message', go)
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-leave]')) return
  event.preventDefault()
  leave()
})

// Three presses of Shift within five seconds, for a keyboard; Esc is left to those who need it.
let presses = []
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Shift' || event.repeat) {
    if (event.key !== 'Shift') presses = []
    return
  }
  presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp]
  if (presses.length === 3) leave()
})

addEventListener('pagehide', () => { empty(); cover(true) })
addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  document.body.replaceChildren()
  location.replace(again)
})

// What waits to be sent, if anything does; a database that is not there is not asked for, for asking makes it.
globalThis.indexedDB?.databases?.().then((all) => all.length && import('./kept.js'))

// A phone call mid-answer must lose nothing: the page is covered in the list of open apps, not emptied.
document.addEventListener('visibilitychange', () => cover(document.hidden))

// On an iPhone the keyboard covers what is fixed to the bottom: lift the bar, and the way out with it, above it.
const view = window.visualViewport
function lift() {
  const covered = view.scale > 1 ? 0 : Math.max(0, innerHeight - view.height - view.offsetTop)
  root.style.setProperty('--lift', `${Math.round(covered)}px`)
}
view?.addEventListener('resize', lift)
view?.addEventListener('scroll', lift)
