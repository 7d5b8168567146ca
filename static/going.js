// why: Send must not hand what somebody wrote to a browser's error page when there is no signal. What sends, and what waits where it
// can't, is fetched at the first step and not with the page; if it never came, the words stay here. One file with leave.js and steps.js.
const sheet = document.getElementById('check-in')
const unsent = sheet.querySelector('[data-unsent]')
const sender = () => import('./send.js')
document.addEventListener('click', ({ target }) => target.closest('[data-go]') && sender().catch(() => {}))

sheet.addEventListener('submit', async (event) => {
  if (event.defaultPrevented) return // that was Enter, which goes on to the next question
  event.preventDefault()
  unsent.hidden = true
  try {
    await (await sender()).send(sheet)
  } catch { // leave the page only if the signal is back
    if (await fetch('/healthz').catch(() => null)) sheet.submit()
    else unsent.hidden = false
  }
})
