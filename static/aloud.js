// why: some can't read this, or not today. A voice of the phone's own reads what stands on the page, sentence by sentence (long texts
// stall some phones), after a warning that others may hear. A voice from a server is never used: the page would go to its maker.
// Nothing that somebody wrote is read out, nor the words to come back with.
const BLOCKS = 'h1, h2, h3, p, li, dt, dd, legend, label'
const SILENT = '.away, [data-at=question] h1, [data-at=check] h1, .bar, .skip, .stay, .answers, .words, .code, .numbers, .aloud, .ways, .trap, textarea, .count, [data-return-code]'
const same = (lang) => ({ lang: other }) => other.slice(0, 2).toLowerCase() === lang.slice(0, 2).toLowerCase()
const voiceFor = (lang) => speechSynthesis.getVoices().filter((one) => one.localService).find(same(lang))

let words, panel, turn = 0

function sentences() {
  const found = []
  for (const block of document.querySelectorAll(`main :is(${BLOCKS})`)) {
    if (block.closest(SILENT) || block.querySelector(BLOCKS) || !(block.checkVisibility?.() ?? block.getClientRects().length)) continue
    const { lang } = block.closest('[lang]')
    const voice = voiceFor(lang)
    const text = block.textContent.replace(/\s+/g, ' ').trim()
    const parts = globalThis.Intl?.Segmenter
      ? [...new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment.trim())
      : text.split(/(?<=[.?!۔؟])\s+/)
    // A text in a language that no voice here speaks is passed over: another voice would make nonsense of it.
    if (voice) found.push(...parts.filter(Boolean).map((part) => ({ text: part, lang, voice })))
  }
  return found
}

function read(left, mine) {
  if (mine !== turn) return
  if (!left.length) return close()
  const [{ text, lang, voice }, ...rest] = left
  const saying = Object.assign(new SpeechSynthesisUtterance(text), { lang, voice })
  saying.onend = saying.onerror = () => read(rest, mine)
  speechSynthesis.speak(saying)
}

function start() {
  turn += 1
  const mine = turn
  speechSynthesis.cancel()
  fill(['stop', close])
  // Chrome drops what is said right after a cancel.
  setTimeout(() => read(sentences(), mine), 60)
}

function close() {
  turn += 1
  speechSynthesis.cancel()
  const hadFocus = panel?.contains(document.activeElement)
  panel?.replaceChildren()
  if (hadFocus) document.querySelector('[data-way=aloud]').focus()
}

function fill(...presses) {
  const buttons = presses.map(([what, deed]) =>
    Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet', textContent: words[what], onclick: deed }))
  const row = Object.assign(document.createElement('div'), { className: 'ways' })
  row.append(...buttons)
  panel.replaceChildren(row)
  buttons[0].focus()
}

export async function begin(button) {
  if (panel) return panel.childElementCount ? close() : start()
  words = (await (await fetch(`/ways/words${location.search}`)).json()).aloud
  panel = Object.assign(document.createElement('div'), { className: 'aloud note flow' })
  button.parentElement.after(panel)
  fill(['start', start], ['not_now', () => { close(); panel.remove(); panel = undefined }])
  panel.prepend(Object.assign(document.createElement('p'), { textContent: words.warning }))
  panel.setAttribute('role', 'status')
}

// Shown only where this phone has a voice of its own for the page's language; some find their voices late.
const offer = () => { document.querySelector('[data-way=aloud]').hidden = !voiceFor(document.documentElement.lang) }
offer()
speechSynthesis.onvoiceschanged = offer
addEventListener('pagehide', close)
document.addEventListener('visibilitychange', () => document.hidden && close())
document.addEventListener('click', ({ target }) => target.closest('[data-go], [data-leave], [type=submit]') && close())
