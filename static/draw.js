// why: for some a picture says it better. Fetched when somebody taps Draw. The lines live in this page alone, go with the form as
// numbers, and are gone when the page goes. Beside the sheet is always the other way, for a keyboard: say it in words.
import { Sheet } from './sheet.js'

const form = document.querySelector('form[data-steps]')
const sheets = new Map()
const { draw: words } = await (await fetch(`/ways/words${location.search}`)).json()
const name = (step) => step.querySelector('textarea').name.replace(/^a/, 'd')

function make(kind, properties, ...inside) {
  const made = Object.assign(document.createElement(kind), properties)
  made.append(...inside)
  return made
}

function open(step, lines = []) {
  const told = make('p', { className: 'help' })
  told.setAttribute('role', 'status')
  // what is drawn is begun, as what is written is: steps.js
  const tell = (what) => { told.textContent = words[what] ?? ''; step.dispatchEvent(new Event('input', { bubbles: true })) }
  const sheet = new Sheet(words.sheet, lines, tell)
  const press = (what, deed) => make('button', { type: 'button', className: 'button quiet', textContent: words[what], onclick: deed })
  const tools = [
    press('undo', () => { sheet.undo(); tell('undone') }),
    press('clear', () => { sheet.clear(); tell('cleared') }),
    press('describe', () => describe(step)),
  ]
  const panel = make('div', { className: 'flow', tabIndex: -1 },
    make('p', { className: 'help', textContent: words.hint }), sheet.picture, make('div', { className: 'ways' }, ...tools), told)
  panel.setAttribute('role', 'group')
  panel.setAttribute('aria-label', words.sheet)
  step.querySelector('.ways').after(panel)
  sheets.set(step, { sheet, panel })
}

function unfold(step, isOpen) {
  sheets.get(step).panel.hidden = !isOpen
  step.querySelector('[data-way=draw]').hidden = isOpen
}

// The words are the drawing's twin: whoever can't draw, or sees nothing, says there what it would show.
function describe(step) {
  const says = step.querySelector('[value=art_described]')
  says.checked = says.closest('details').open = true
  if (!sheets.get(step).sheet.path) unfold(step, false)
  step.querySelector('textarea').focus()
}

export function begin(button) {
  const step = button.closest('[data-step]')
  if (!sheets.has(step)) open(step)
  unfold(step, true)
  sheets.get(step).panel.focus()
}

form.addEventListener('formdata', ({ formData }) => {
  for (const [step, { sheet }] of sheets) if (sheet.path) formData.set(name(step), sheet.path)
})

// Skipping takes a drawing back too.
form.addEventListener('click', (event) => {
  const step = event.target.closest('[data-go=skip]')?.closest('[data-step]')
  if (!sheets.has(step)) return
  sheets.get(step).sheet.wipe()
  unfold(step, false)
}, { capture: true }) // before steps.js goes on and lists what is said
addEventListener('pagehide', () => { for (const { sheet } of sheets.values()) sheet.wipe() })

// Among the words to check stands the drawing too; steps.js lists the questions in their order.
const answers = form.querySelector('[data-answers]')
function list() {
  const questions = [...form.querySelectorAll('[data-step]:not([data-start], [data-check])')]
  for (const [step, { sheet }] of sheets) {
    const said = answers.querySelectorAll('[data-skipped]')[questions.indexOf(step)]
    if (!sheet.path || !said) continue
    if (said.textContent === said.dataset.skipped) said.textContent = said.className = ''
    said.append(sheet.picture.cloneNode(true))
  }
}
new MutationObserver(list).observe(answers, { childList: true })

// A page that came back with an error brings the drawing with it.
for (const kept of form.querySelectorAll('[data-drawn]')) {
  const step = kept.closest('[data-step]')
  open(step, kept.querySelector('input').value.split(/(?=M)/))
  unfold(step, true)
  kept.remove()
}
list() // the answers may have been listed before this script came
