// why: one line in the layout brings what every page a person sees needs. The clock is fetched only where a page has one,
// the counter only when somebody writes: a phone on a weak signal pays for what it uses.
import './leave.js'

addEventListener('beforeinstallprompt', (event) => event.preventDefault()) // nothing here ever asks to be installed

if (document.body.dataset.idleSeconds) import('./stay.js')
document.addEventListener('input', () => import('./counter.js'), { once: true })
