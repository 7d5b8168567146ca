// why: someone who writes a lot should see the end coming, in characters as people count them (an emoji or an Urdu letter with its
// marks is one). It tells and never blocks: the server decides, and keeps what was typed.
const segments = globalThis.Intl?.Segmenter && new Intl.Segmenter()
const length = (text) => (segments ? [...segments.segment(text)].length : [...text].length)

const waiting = new WeakMap()

function tell(field) {
  const line = document.getElementById(`${field.id}-limit`)
  if (!line) return
  line.dataset.room ??= line.textContent
  const limit = Number(field.dataset.limit)
  const left = limit - length(field.value)
  const words = left < 0 ? line.dataset.over : line.dataset.left
  line.textContent = left > limit / 4 ? line.dataset.room : words.replace('{n}', Math.abs(left))
  line.classList.toggle('error', left < 0)
  // Spoken only once typing rests, or a screen reader would talk over every letter.
  clearTimeout(waiting.get(field))
  waiting.set(field, setTimeout(() => line.setAttribute('role', 'status'), 1000))
}

document.addEventListener('input', (event) => {
  if (event.target.dataset.limit) tell(event.target)
})
for (const field of document.querySelectorAll('[data-limit]')) tell(field)
