// why: when a check-in can't go, the person decides: it is locked on this phone until there is signal, or it is cleared. The phone
// picks the five words, shows them once, and can show neither them nor the answers again. Its texts: the template in offline.html.
import { flush, keep } from './kept.js'

const [most, wordsShowFor] = [256 * 1024, 600000]
const place = document.createElement('section')
place.className = 'flow'

export function put(part) {
  const copy = document.importNode(part, true)
  place.replaceChildren(copy)
  document.getElementById('main').append(place)
  copy.querySelector('h2')?.focus()
  return copy
}

export function offer(form, content, kit, again) {
  const panel = put(content.querySelector(`[data-panel=${kit ? 'offer' : 'cannot'}]`))
  form.hidden = true
  for (const line of panel.querySelectorAll('[data-joined]')) line.hidden = form.dataset.keeps !== 'joined'
  let isLocking
  panel.addEventListener('click', async ({ target }) => {
    const deed = target.dataset.deed
    if (!deed || (isLocking && deed !== 'clear')) return // an old phone takes a moment: a second press would lock it twice
    if (deed === 'clear') {
      form.remove()
      put(content.querySelector('[data-panel=cleared]'))
    } else if (deed === 'keep') {
      isLocking = true
      const problem = await wrong(form, content, kit)
      isLocking = false
      if (problem) panel.querySelector('[data-problem]').replaceChildren(content.querySelector(`[data-said=${problem}]`).textContent)
    } else {
      form.hidden = false
      again()
    }
  })
}

// What the server would refuse is said now, while it can still be mended; anything else that fails keeps the form as it is.
async function wrong(form, content, [key, list, { seal }]) {
  const filled = new FormData(form)
  if (![...filled].some(([name, value]) => /^[ad]-/.test(name) && value.trim())) return 'empty'
  if ([...form.querySelectorAll('textarea')].some(({ value }) => [...value].length > key.longest)) return 'long'
  const { pathname, searchParams } = new URL(form.action)
  const numbers = [...crypto.getRandomValues(new Uint16Array(5))].map((number) => number & 2047) // 2,048 is a power of two: no bias
  const item = { to: pathname.split('/').pop(), in: searchParams.get('lang'), numbers, form: String(new URLSearchParams(filled)) }
  const point = Uint8Array.from(atob(key.key), (letter) => letter.charCodeAt())
  let kept
  try {
    const sealed = await seal({ id: key.id, point }, JSON.stringify(item))
    if (sealed.length > most) return 'long'
    if (!form.isConnected) return '' // cleared meanwhile
    kept = await keep(sealed)
  } catch {
    return 'cannot'
  }
  form.remove()
  document.querySelector('[data-outbox]')?.remove() // of one that waited longer: the panel has a line for all that wait
  const panel = put(content.querySelector('[data-panel=kept]'))
  show(panel, numbers, list.trim().split('\n'))
  addEventListener('outbox', ({ detail }) => detail.key === kept && became(detail.became, panel, content))
  flush()
}

// Words that open a page stay where they are, and every line above them keeps its room; words that never will are gone.
function became(what, panel, content) {
  if (what !== 'sent') return put(content.querySelector('[data-panel=unsent]'))
  for (const line of content.querySelectorAll('[data-once-sent]')) {
    const old = panel.querySelector(`[data-until=${line.dataset.onceSent}]`)
    if (!old) continue // they have kept their words
    old.style.minBlockSize = `${old.getBoundingClientRect().height}px`
    old.textContent = line.textContent
  }
}

function show(panel, numbers, list) {
  const words = numbers.map((number) => Object.assign(document.createElement('li'), { textContent: list[number] }))
  panel.querySelector('[data-return-code]').append(...words)
  panel.querySelector('[data-return-numbers]').textContent = numbers.map((number) => String(number).padStart(4, '0')).join(' ')
  const gone = () => panel.querySelector('[data-words]')?.remove()
  panel.addEventListener('click', ({ target }) => target.dataset.deed === 'gone' && gone())
  setTimeout(gone, wordsShowFor)
}
