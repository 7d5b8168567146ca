// why: a tap on a link in the middle of an answer takes the page away, and a page that goes away empties its fields. Whoever
// has begun is told so first, and stays unless they say go. Which links: steps.js, that asks for this file.
const bar = document.querySelector('[data-lost]')
const begun = () => [...document.querySelectorAll('main :is(input:not([type=hidden], [type=password]), textarea, .drawn path)')].some((field) =>
  field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.nodeName === 'path' || field.value.trim())

export function ask(link) {
  if (!begun()) return location.assign(link.href)
  const made = (name, className, textContent, more) => Object.assign(document.createElement(name), { className, textContent, ...more })
  const stay = made('button', 'button main', bar.dataset.stay, { type: 'button', onclick: () => { bar.replaceChildren(); link.focus() } })
  const [card, row] = [made('div', 'flow', '', { role: 'alert' }), made('div', 'ways', '')]
  row.append(stay, made('a', 'button quiet', bar.dataset.goOn, { href: link.href }))
  card.append(made('p', '', bar.dataset.lost), row)
  bar.replaceChildren(card)
  stay.focus()
}

// The numbers to call stand on this page, and going down to them is no entry of its own for Back to find.
document.addEventListener('click', (event) => {
  const link = event.target.closest('[href="#numbers"]')
  if (!link) return
  event.preventDefault()
  location.replace(link.hash)
})
