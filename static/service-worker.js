// why: without signal there must still be a plain page with numbers to call, and a way to send what waits. It keeps what the server
// lists (static files by content hash, /offline, /help) and puts nothing else by: no invitation, no page with words in it.
const { version, pages, files } = KEPT

// A new version waits until nothing is unsent, so that what waits is sent by the page it was made for. Asking for a database
// would make it: undone at once, it never was.
const isEmpty = () => new Promise((tell) => {
  const asked = indexedDB.open('outbox')
  asked.onupgradeneeded = () => asked.transaction.abort()
  asked.onerror = () => tell(true)
  asked.onsuccess = () => {
    asked.result.close()
    tell(false)
  }
})

addEventListener('install', (event) => event.waitUntil((async () => {
  if (registration.active && !(await isEmpty())) throw new Error('something is unsent')
  const kept = await caches.open(version)
  await kept.addAll([...pages, ...files])
  // what the page fetched a moment ago does for us too, unless it is of before a release, or speaks another language
  const isOurs = (await kept.match('/offline')).headers.get('ETag') === `"${version}"`
  if (!isOurs) await kept.add(new Request('/offline', { cache: 'reload' }))
})()))

addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== version) await caches.delete(name)
  await registration.navigationPreload?.enable()
  await clients.claim()
})()))

// The browser itself asks for a page, ahead of us: if we asked, the server would take a link from elsewhere for one of ours, and
// SameSite cookies would go along. A browser that can't do so gets no page from here. Leaving without signal ends on the browser's
// own page, as ordinary as any, which most browsers load again when the signal is back; a desk has no page of ours either.
async function page(event, path) {
  try {
    return await event.preloadResponse ?? await fetch(event.request)
  } catch {
    const kept = /^\/(leave|staff|work|lead|privacy-desk|setup)\b/.test(path) ? null : pages.includes(path) ? path : '/offline'
    return (kept && await caches.match(kept)) || Response.error()
  }
}

addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname: path, search } = new URL(request.url)
  if (request.method !== 'GET') return
  if (request.mode !== 'navigate') {
    if (search) return // what is kept is in another language than the page: texts.js has it too
    if ([...pages, ...files].includes(path)) event.respondWith(caches.match(path).then((kept) => kept ?? fetch(request)))
  } else if (registration.navigationPreload) event.respondWith(page(event, path))
})
