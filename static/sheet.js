// why: a sheet to draw on that is a picture already: each line is a path in the ink of the page, so it is seen on any background
// and in any size, and taking one back is taking one away. Finger, pen or mouse; one at a time, so that a resting hand draws nothing.
import { line, MOST } from './strokes.js'

const SVG = 'http://www.w3.org/2000/svg'
const PEN = { fill: 'none', stroke: 'currentColor', 'stroke-width': 8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }

function svg(kind, look) {
  const made = document.createElementNS(SVG, kind)
  for (const name in look) made.setAttribute(name, look[name])
  return made
}

export class Sheet {
  #past = []
  #points

  constructor(name, lines, told) {
    this.lines = lines
    this.told = told // called with 'full', or nothing, after each line
    this.picture = svg('svg', { class: 'card drawn', viewBox: '0 0 1000 750', role: 'img', 'aria-label': name })
    this.picture.style.touchAction = 'none'
    this.picture.onpointerdown = (event) => this.#begin(event)
    this.picture.onpointermove = (event) => this.#go(event)
    this.picture.onpointerup = this.picture.onpointercancel = (event) => this.#end(event)
    this.#show()
  }

  get path() {
    return this.lines.join('')
  }

  undo() {
    if (this.#past.length) this.lines = this.#past.pop()
    this.#show()
  }

  clear() {
    if (this.lines.length) this.#set([])
  }

  // Nothing of it stays, not even for Undo: the page is going.
  wipe() {
    this.lines = this.#past = []
    this.#show()
  }

  #set(lines) {
    this.#past = [...this.#past, this.lines]
    this.lines = lines
    this.#show()
  }

  #show() {
    this.picture.replaceChildren(...this.lines.map((d) => svg('path', { ...PEN, d })))
  }

  #at({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.picture.getScreenCTM().inverse())
    return [Math.min(Math.max(x, 0), 1000), Math.min(Math.max(y, 0), 750)]
  }

  #begin(event) {
    if (!event.isPrimary || event.button || this.#points) return
    event.preventDefault()
    this.picture.setPointerCapture(event.pointerId)
    this.#points = [this.#at(event)]
    this.picture.append(svg('path', { ...PEN, d: line(this.#points) }))
  }

  #go(event) {
    if (!event.isPrimary || !this.#points) return
    for (const one of event.getCoalescedEvents?.() ?? [event]) this.#points.push(this.#at(one))
    this.picture.lastChild.setAttribute('d', `M${this.#points.join('L')}`)
  }

  #end(event) {
    if (!event.isPrimary || !this.#points) return
    const next = [...this.lines, line(this.#points)]
    this.#points = undefined
    const isFull = next.join('').length > MOST
    if (isFull) this.#show()
    else this.#set(next)
    this.told(isFull ? 'full' : '')
  }
}
