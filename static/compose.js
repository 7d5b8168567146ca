// why: each status needs other fields (a "can't" needs its reason, a "working on it" its date), and a reply is read on a small
// phone: the worker sees only what the chosen status needs, and the length while writing. Without it all fields show.
// <form data-compose>: radios or a select named status; [data-for="done partly"] around a field; [data-words-of="field ids"] for the count.
const form = document.querySelector('form[data-compose]')
let begun = false

function fit() {
  const status = new FormData(form).get('status')
  for (const part of form.querySelectorAll('[data-for]')) {
    part.hidden = !part.dataset.for.split(' ').includes(status)
    // What the status does not need must not be posted with it; what was typed stays for a change of mind.
    for (const field of part.querySelectorAll('input, textarea, select')) field.disabled = part.hidden
  }
}

const words = (id) => {
  const field = document.getElementById(id)
  return field && !field.disabled ? (field.value.match(/\S+/g) ?? []).length : 0
}

function count() {
  for (const line of form.querySelectorAll('[data-words-of]')) {
    const { wordsOf, most, count: sentence } = line.dataset
    const number = wordsOf.split(' ').reduce((sum, id) => sum + words(id), 0)
    line.textContent = sentence.replace('{n}', number).replace('{most}', most ?? '')
    line.classList.toggle('over', Boolean(most) && number > Number(most))
  }
}

form.addEventListener('change', () => { fit(); count() })
form.addEventListener('input', () => { begun = true; count() })
form.addEventListener('submit', () => { begun = false })
// A tap on "Team" in the middle of a sentence: the browser asks. Not once the page was emptied, when the device is handed over.
addEventListener('beforeunload', (event) => { if (begun && form.isConnected) event.preventDefault() })
fit()
count()
