// why: a tap on a link takes the page away, and with it a complaint that took somebody an hour to write. Where words stand in a box, a
// link to another page asks first, as in a check-in. Calls and links inside the page go nowhere; Leave now never asks.
import { ask } from './lost.js'

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]:not([href^="#"], [data-leave], [data-lost] a)')
  const isTyped = [...document.querySelectorAll('main textarea')].some(({ value }) => value.trim())
  if (!isTyped || link?.origin !== location.origin) return
  event.preventDefault()
  ask(link)
})
