// why: one line in the layout brings what every page a person sees needs. The clock is fetched only where a page has one,
// the counter only when somebody writes, the voice only where there may be one: a weak signal carries what is used.
import './leave.js'

addEventListener('beforeinstallprompt', (event) => event.preventDefault()) // nothing here ever asks to be installed

if (document.body.dataset.idleSeconds) import('./stay.js')
document.addEventListener('input', () => import('./counter.js'), { once: true })
const listen = document.querySelector('[data-way=aloud]')
if (globalThis.speechSynthesis) import('./aloud.js').then(({ begin }) => { listen.onclick = () => begin(listen) })
