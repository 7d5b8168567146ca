// why: a long page of questions is a lot to face on a phone. This shows one at a time inside one document and one entry of the
// browser's history, so that nothing of the way through is left behind. Without it all stand on the page. Contract: parts/steps.html.
const form = document.querySelector('form[data-steps]')
const steps = [...form.querySelectorAll('[data-step]')]
const kind = ({ dataset }) => ('start' in dataset ? 'start' : 'check' in dataset ? 'check' : 'question')
const questions = steps.filter((step) => kind(step) === 'question')
const copy = (id) => document.getElementById(id).content.cloneNode(true)
const heading = (step) => step.querySelector('h2') ?? step.querySelector('legend, label, h1')
const fields = (step) => [...step.querySelectorAll('input:not([type=hidden]), textarea, select')]
const ticks = (field) => field.type === 'radio' || field.type === 'checkbox'
const change = (step) => { changing = true; show(step) }
let now, changing
function dress(step) {
  const [top, actions] = copy('step-buttons').children
  const count = top.querySelector('[data-count]')
  const words = count.dataset.count.replace('{n}', questions.indexOf(step) + 1).replace('{total}', questions.length)
  count.textContent = kind(step) === 'question' ? words : ''
  if (kind(step) === 'question') step.append(actions)
  step.prepend(top)
}

function show(step, to = heading(step)) {
  now = step
  if (kind(step) === 'check') import('./answers.js').then(({ list }) => list(step, questions, change))
  for (const other of steps) other.hidden = other !== step
  document.body.dataset.at = kind(step)
  if (!to) return
  scrollTo(0, 0)
  if (to.matches(':not(input, textarea)')) to.tabIndex = -1
  to.focus({ preventScroll: to === heading(step) })
}

function go(by) {
  show((changing ? steps.at(-1) : steps[steps.indexOf(now) + by]) ?? now)
  changing = false
}

form.addEventListener('click', (event) => {
  const deed = event.target.closest('[data-go]')?.dataset.go
  if (!deed) return
  event.preventDefault()
  // Skipping takes back what was begun: nobody should send words they thought they had passed over.
  if (deed === 'skip') for (const field of fields(now)) ticks(field) ? (field.checked = false) : (field.value = '')
  go(deed === 'back' ? -1 : 1)
})

// Enter in a line of text means "go on"; only the last step sends.
form.addEventListener('submit', (event) => {
  if (kind(now) === 'check') return
  event.preventDefault()
  go(1)
})

// A link in the error summary may point into a step that is not shown.
document.addEventListener('click', (event) => {
  const field = document.getElementById(event.target.closest('.errors a')?.hash.slice(1))
  const step = field?.closest('[data-step]')
  if (!step) return
  event.preventDefault()
  show(step, field)
})

// What is needed once somebody has begun, and by then is here when the signal goes.
let begun = document.querySelector('.errors')
document.addEventListener('input', () => { begun = ['counter', 'lost', 'answers'].map((name) => import(`./${name}.js`)) }, { once: true })
// Then a link to another page asks first, and waits for what asks. Calls and links inside the page go nowhere; Leave now never asks.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]:not([href^="#"], [data-leave], [data-go], [data-lost] a)')
  if (!begun || link?.origin !== location.origin) return
  event.preventDefault()
  import('./lost.js').then(({ ask }) => ask(link), () => location.assign(link.href))
})
// Other ways to say it, or to be told: each is fetched when it is tapped, and only then.
document.addEventListener('click', ({ target }) => {
  const way = target.closest('[data-way]')
  if (way) import(`./${way.dataset.way}.js`).then((one) => one.begin(way)).catch(() => { way.hidden = true })
})
for (const way of form.querySelectorAll('[data-way]')) way.hidden = false
const speech = globalThis.speechSynthesis
const isOurs = ({ localService, lang }) => localService && lang.slice(0, 2) === document.documentElement.lang.slice(0, 2)
const offer = () => { document.querySelector('[data-way=aloud]').hidden = !speech.getVoices().some(isOurs) }
if (speech) { offer(); speech.onvoiceschanged = offer }
for (const step of steps) if (kind(step) !== 'start') dress(step)
// what is wrong with no one answer (busy, locked, too late) is mended by sending again: show that step
const wrong = steps.find((step) => step.querySelector('.error'))
show(wrong ?? (document.querySelector('.errors') ? steps.at(-1) : steps[0]), null)
form.dataset.ready = ''
