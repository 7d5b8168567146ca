// why: whoever writes a reply should hear while writing what the server will say before it goes, and not after. The rules stand on
// the server alone: this asks it, once typing rests, and shows what it says. Nothing is kept by asking. Without it the preview says the same.
// form[data-check-url]; [data-checks] with [data-count], [data-ticks] and [data-said] in it, which is spoken when it changes.
const form = document.querySelector('form[data-check-url]')
const shown = form.querySelector('[data-checks]')
const part = (name) => shown.querySelector(`[data-${name}]`)
const lines = (texts) => texts.map((text) => Object.assign(document.createElement('li'), { textContent: text }))
let waiting
let asking

function tell({ count, ticks, stops, warnings }) {
  part('count').textContent = count
  part('ticks').replaceChildren(...lines(ticks.map(([words, isSo]) => `${isSo ? '✓' : '–'} ${words}`)))
  const said = [...stops, ...warnings]
  // Only what changed is spoken: a list put in again would be read out at every pause.
  if (said.join('\n') !== [...part('said').children].map((line) => line.textContent).join('\n')) {
    part('said').replaceChildren(...lines(said))
  }
  form.querySelector('[data-words-of]').hidden = true // the server counts too
  shown.hidden = false
}

async function ask() {
  asking?.abort()
  asking = new AbortController()
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(form.dataset.checkUrl, { method: 'POST', body, signal: asking.signal, cache: 'no-store' })
  if (answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json')) tell(await answer.json())
}

function rest() {
  clearTimeout(waiting)
  // No signal, signed out, or asked again meanwhile: the preview will say it.
  waiting = setTimeout(() => ask().catch(() => {}), 600)
}

form.addEventListener('input', rest)
form.addEventListener('change', rest)
