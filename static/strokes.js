// why: a finger gives a point every few milliseconds, most of them on one straight line. What is sent is the corners alone
// (Douglas and Peucker): a drawing is a few kilobytes on a slow phone, and looks the same. The sheet is 1000 by 750.
export const MOST = 30 * 1024
const SLACK = 2 // two thousandths of the sheet's width: less than a pixel on a phone

function away([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

function corners(points) {
  if (points.length < 3) return points
  const [first, last] = [points[0], points.at(-1)]
  let far = 0
  for (let at = 1; at < points.length - 1; at++) {
    if (away(points[at], first, last) > away(points[far], first, last)) far = at
  }
  if (away(points[far], first, last) <= SLACK) return [first, last]
  return [...corners(points.slice(0, far + 1)), ...corners(points.slice(far)).slice(1)]
}

// A tap is a dot: a line that goes nowhere, which a round pen shows.
export function line(points) {
  const [first, ...rest] = corners(points).map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`)
  return `M${first}${(rest.length ? rest : [first]).map((one) => `L${one}`).join('')}`
}
