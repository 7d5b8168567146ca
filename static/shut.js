// why: what somebody said must not stay on a screen that nobody is at for longer than its worker's session. The page goes, to the door;
// where its worker was writing, that stays, and only what it answers is taken off. The words are in <template id="shut">.
const isWritten = () => [...document.querySelectorAll('main textarea')].some(({ value }) => value.trim())
// a preview holds the reply as it was written, and these what was written for a page that has moved since
const holds = '[name=we_heard][type=hidden], #to-copy, #left-over'

export function shut() {
  if (!isWritten() && !document.querySelector(`main :is(${holds})`)) {
    document.body.replaceChildren() // then nothing of it asks whether to leave
    location.replace('/staff')
    return
  }
  for (const one of document.querySelectorAll('blockquote.words, .put, .drawn')) one.remove()
  document.querySelector('.stay').replaceChildren(document.getElementById('shut').content.cloneNode(true))
}
