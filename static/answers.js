// why: before it goes, somebody sees in one place what they are about to send, and can change any of it. Contract: parts/steps.html.
const heading = (step) => step.querySelector('h2') ?? step.querySelector('legend, label, h1')
const fields = (step) => [...step.querySelectorAll('input:not([type=hidden]), textarea, select')]
const ticks = (field) => field.type === 'radio' || field.type === 'checkbox'
const kept = (text) => text.replace(/\+?\d[\d ]{4,}\d/g, (all) => `\u2066${all.replaceAll(' ', '\u00a0')}\u2069`) // after Urdu a phone number would turn round
const said = (field) => (ticks(field) ? field.checked && field.labels[0].textContent.trim() : field.value.trim())

export function list(check, questions, change) {
  const lines = Object.assign(document.createElement('dl'), { className: 'answers' })
  for (const step of questions) {
    const line = document.getElementById('step-answer').content.cloneNode(true)
    const words = line.querySelector('[data-skipped]')
    const all = kept(fields(step).map(said).filter(Boolean).join('\n'))
    words.textContent = all || words.dataset.skipped
    words.className = all ? '' : 'soft' // what they did say is what they see
    for (const title of line.querySelectorAll('dt, .away')) title.textContent = heading(step).textContent.trim()
    line.querySelector('button').onclick = () => change(step)
    lines.append(line)
  }
  check.querySelector('[data-answers]').replaceChildren(lines)
}
