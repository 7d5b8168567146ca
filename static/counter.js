// why: someone who writes a lot should see the end coming, in characters as people count them (an emoji or an Urdu letter with its
// marks is one). It tells from three quarters of the room on and never blocks: the server counts in the same way
// (feedback_app/loop/room.py), decides, and keeps what was typed.
const segments = globalThis.Intl?.Segmenter && new Intl.Segmenter()
const letters = (text) => (segments ? [...segments.segment(text)].length : [...text].length)
const length = (text) => Math.max(letters(text), Math.ceil([...text].length / 8))
const lines = new WeakMap()
const waiting = new WeakMap()
let words

async function line(field) {
  words ??= fetch(`/ways/words${location.search}`).then((answer) => answer.json())
  const { counter } = await words
  if (!lines.has(field)) {
    const made = Object.assign(document.createElement('p'), { className: 'help', id: `${field.id}-limit` })
    field.after(made)
    field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${made.id}`.trim())
    lines.set(field, made)
  }
  return { shown: lines.get(field), ...counter }
}

async function tell(field) {
  const limit = Number(field.dataset.limit)
  // Letters are never more than code units: a short text, which is nearly every one, is not counted at all.
  if (!lines.has(field) && field.value.length <= limit * 0.75) return
  const { shown, left, over } = await line(field)
  const room = limit - length(field.value)
  shown.textContent = room > limit / 4 ? '' : (room < 0 ? over : left).replace('{n}', Math.abs(room))
  shown.classList.toggle('error', room < 0)
  // Spoken only once typing rests, or a screen reader would talk over every letter.
  clearTimeout(waiting.get(field))
  waiting.set(field, setTimeout(() => shown.setAttribute('role', 'status'), 1000))
}

document.addEventListener('input', ({ target }) => target.dataset.limit && tell(target).catch(() => {}))
for (const field of document.querySelectorAll('[data-limit]')) tell(field).catch(() => {})
