// why: an empty box is hard to begin. A tap puts the first words of a sentence in it, after what is there already; the person
// goes on from them, or takes them out again like any words.
export function begin(button) {
  const box = button.closest('[data-step]').querySelector('textarea')
  const before = box.value && !/\s$/.test(box.value) ? '\n' : ''
  box.focus()
  box.setRangeText(before + button.textContent.trim().replace('…', ' '), box.value.length, box.value.length, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
