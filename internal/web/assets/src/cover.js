// Lets somebody draw the areas of a picture that are to be covered. Each area is four
// numbers of the form, in percent of the picture; the form works without this, and by
// keyboard.
const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name)
const sides = ['left', 'top', 'width', 'height']

export function cover (box) {
  const form = document.getElementById(box.dataset.cover)
  const drawing = svg('svg')
  drawing.setAttribute('class', 'lw-cover__areas')
  drawing.setAttribute('viewBox', '0 0 100 100')
  drawing.setAttribute('preserveAspectRatio', 'none')
  drawing.setAttribute('aria-hidden', 'true')
  box.append(drawing)

  const field = (side, n) => form.elements[side + '-' + n]
  const areas = []
  while (field('left', areas.length)) areas.push(areas.length)
  const number = (side, n) => Number.parseFloat(field(side, n).value)
  const empty = (n) => sides.every((side) => field(side, n).value.trim() === '')

  function draw () {
    drawing.replaceChildren(...areas.map((n) => {
      const [x, y, width, height] = sides.map((side) => number(side, n))
      const rect = svg('rect')
      if (width > 0 && height > 0) {
        for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value || 0)
      }
      return rect
    }))
  }

  function at (event) {
    const place = drawing.getBoundingClientRect()
    const percent = (n) => Math.min(100, Math.max(0, n * 100))
    return [percent((event.clientX - place.left) / place.width), percent((event.clientY - place.top) / place.height)]
  }

  let start, mine
  drawing.addEventListener('pointerdown', (event) => {
    mine = areas.find(empty)
    if (mine === undefined) return
    start = at(event)
    drawing.setPointerCapture(event.pointerId)
    event.preventDefault()
  })
  drawing.addEventListener('pointermove', (event) => {
    if (!start) return
    const [x, y] = at(event)
    const area = { left: Math.min(x, start[0]), top: Math.min(y, start[1]), width: Math.abs(x - start[0]), height: Math.abs(y - start[1]) }
    for (const side of sides) field(side, mine).value = area[side].toFixed(1)
    draw()
  })
  const stop = () => {
    if (!start) return
    start = undefined
    if (!(number('width', mine) > 0 && number('height', mine) > 0)) for (const side of sides) field(side, mine).value = ''
    draw()
  }
  drawing.addEventListener('pointerup', stop)
  drawing.addEventListener('pointercancel', stop)
  form.addEventListener('input', draw)
  draw()
}
