// why: what was sealed when the signal went is sent while a page of ours is open and seen, and is gone after it was sent, after 72
// hours, or on leaving. What it says comes from the server's answer, never from what the phone believes of its signal.
import { texts } from './texts.js'

// A tab that is not seen sends nothing: it hears of what another sent.
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('outbox')
const [hours, soonest, latest] = [72, 4000, 300000]
const asked = (request) => new Promise((give, fail) =>
  Object.assign(request, { onsuccess: () => give(request.result), onerror: () => fail(request.error) }))
let isBusy, timer, wait = soonest

// Only keeping makes the database: where there is none, nothing is unsent.
async function opened(deed, makes) {
  const request = indexedDB.open('outbox', 1)
  request.onupgradeneeded = () => (makes ? request.result.createObjectStore('kept', { autoIncrement: true }) : request.transaction.abort())
  const outbox = await asked(request)
  outbox.onversionchange = () => outbox.close() // leaving deletes it, and must not wait
  const deal = outbox.transaction('kept', 'readwrite', { durability: 'strict' })
  const over = new Promise((done, fail) => Object.assign(deal, { oncomplete: done, onabort: () => fail(deal.error) }))
  const [found] = await Promise.all([deed(deal.objectStore('kept')), over]).finally(() => outbox.close())
  return found
}

export const keep = (sealed) => opened((store) => asked(store.add({ sealed, until: Date.now() + hours * 3600000 })), true)
const oldest = () => opened((store) => Promise.all([asked(store.getAllKeys(null, 1)), asked(store.getAll(null, 1))]))

async function forget(key) {
  const left = await opened((store) => Promise.all([asked(store.delete(key)), asked(store.count())]))
  if (!left[1]) indexedDB.deleteDatabase('outbox')
}

async function sent(body) {
  const [given, headers] = [new AbortController(), { 'Content-Type': 'application/octet-stream' }]
  const over = setTimeout(() => given.abort(), 30000)
  const answer = fetch('/outbox', { method: 'POST', body, headers, signal: given.signal }).catch(() => null)
  return answer.finally(() => clearTimeout(over))
}

async function say(state, line) {
  const words = line || (await texts())?.querySelector(`[data-said=${state}]`).textContent
  let box = document.querySelector('[data-outbox]')
  if (!box) document.querySelector('main').prepend(box = Object.assign(document.createElement('p'), { className: 'note' }))
  box.dataset.outbox = state
  box.setAttribute('role', 'status')
  box.style.minBlockSize = `${box.getBoundingClientRect().height}px` // who is about to tap below it taps there, though the text be shorter
  if (words && box.textContent !== words) box.textContent = words
}

function tell([key, became, line]) {
  dispatchEvent(new CustomEvent('outbox', { detail: { key, became } })) // the panel that shows its words: offering.js
  return say(became, line)
}
tabs?.addEventListener('message', ({ data }) => document.querySelector('[data-outbox]') && tell(data))

async function each() {
  for (;;) {
    const [[key], [one]] = await oldest()
    const isOver = Date.now() > one.until
    const answer = isOver ? null : await sent(one.sealed)
    if (!isOver && (!answer || answer.status === 429 || answer.status > 499)) return later()
    await forget(key)
    const became = isOver ? 'over' : answer.ok ? 'sent' : 'refused'
    const isPlain = became === 'refused' && answer.headers.get('Content-Type')?.startsWith('text/plain')
    const news = [key, became, isPlain && (await answer.text())]
    tabs?.postMessage(news)
    await tell(news)
  }
}

function later() {
  timer = setTimeout(flush, wait * (1 + Math.random()))
  wait = Math.min(wait * 2, latest)
  return say('waiting')
}

export async function flush() {
  if (isBusy || document.hidden) return
  isBusy = true
  clearTimeout(timer)
  await each().catch(() => {}) // there is none, or no more
  isBusy = false
}

for (const name of ['online', 'pageshow']) addEventListener(name, flush)
document.addEventListener('visibilitychange', flush)
flush()
