// why: a record of a meeting asks six things of each point, and most of them only once it was put to the meeting: on a phone in a
// car park the worker sees what the first answer calls for. Without it all fields show. Nothing is cleared: a change of mind loses nothing.
// [data-weigh]: a select in it that names how the point was put; [data-when="put"] and [data-when="put aside"] around what follows.
for (const point of document.querySelectorAll('[data-weigh]')) {
  const route = point.querySelector('select')
  const fit = () => {
    const now = route.value === '' ? '' : route.value === 'not_presented' ? 'aside' : 'put'
    for (const part of point.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(now)
  }
  route.addEventListener('change', fit)
  fit()
}
