// why: without signal the browser's own error page would take what somebody wrote. Send asks first, and leaves the page only on an
// answer; without one it offers to wait. Fetched at the first step with all that it needs, so that it is here when the signal is not.
import { offer, put } from './offering.js'
import { texts } from './texts.js'

const patience = 25000
const page = texts()
// what to seal with, the list of words, and how to seal: nothing where any of it is missing
const can = globalThis.crypto?.subtle && globalThis.indexedDB
const read = async (url, how) => (await fetch(url))[how]()
const kit = can && Promise.all([read('/outbox/key', 'json'), read(new URL('words.txt', import.meta.url), 'text'), import('./sealing.js')])
kit && kit.catch(() => {}).then(register)
let isBusy

// For /offline and /help when there is no signal. Nobody is asked anything, and a page that was only looked at leaves nothing behind.
function register() {
  const url = '/service-worker.js'
  const trusted = globalThis.trustedTypes?.createPolicy('worker', { createScriptURL: () => url }).createScriptURL(url)
  navigator.serviceWorker?.register(trusted ?? url).catch(() => {})
}

async function answerOf(form) {
  const given = new AbortController()
  const over = setTimeout(() => given.abort(), patience)
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', signal: given.signal }).catch(() => null)
  clearTimeout(over)
  return answer
}

export async function send(form) {
  if (isBusy) return
  isBusy = true
  const content = await page
  if (content) put(content.querySelector('[data-said=sending]'))
  const answer = await answerOf(form)
  isBusy = false
  if (answer?.type === 'opaqueredirect') return location.replace('/sent')
  if (answer) return form.submit() // the server has something to say, and says it on a page of its own
  if (!content) throw new Error('nothing to offer with')
  const found = 'keeps' in form.dataset && (await kit?.catch(() => null))
  offer(form, content, found, () => send(form))
}
