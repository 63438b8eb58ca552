import { expect, test } from 'vitest'
import { boxOf, isBlank, paintStrokes, type Stroke, type Surface } from './mask-strokes.ts'

const size = { width: 100, height: 50 }

/** Writes down what is drawn; pixels are the browser's. */
function recorder() {
  const calls: string[] = []
  const surface: Surface = {
    globalCompositeOperation: 'source-over',
    lineCap: 'butt',
    lineJoin: 'miter',
    lineWidth: 1,
    fillStyle: '',
    strokeStyle: '',
    beginPath: () => {},
    moveTo: (x, y) => calls.push(`from ${x},${y}`),
    lineTo: (x, y) => calls.push(`to ${x},${y}`),
    stroke: () => calls.push(`${surface.globalCompositeOperation} line ${surface.lineWidth}`),
    fillRect: (...box) => calls.push(`${surface.globalCompositeOperation} box ${box.join(' ')}`),
    clearRect: () => calls.push('clear'),
  }
  return { surface, calls }
}

test('strokes are drawn in their order, at the scale of the surface', () => {
  const { surface, calls } = recorder()
  const strokes: Stroke[] = [
    {
      kind: 'brush',
      erase: false,
      radius: 5,
      points: [
        { x: 10, y: 10 },
        { x: 20, y: 10 },
      ],
    },
    { kind: 'box', erase: true, x: 10, y: 0, width: 40, height: 20 },
    { kind: 'invert' },
  ]
  paintStrokes(surface, strokes, size, { scale: 0.5, colour: '#fff' })
  expect(calls).toEqual([
    'clear',
    'from 5,5',
    'to 10,5',
    'source-over line 5',
    'destination-out box 5 0 20 10',
    'source-out box 0 0 50 25',
  ])
})

test('a touch without a movement makes a dot', () => {
  const { surface, calls } = recorder()
  const dot: Stroke = { kind: 'brush', erase: false, radius: 4, points: [{ x: 8, y: 8 }] }
  paintStrokes(surface, [dot], size, { scale: 1, colour: '#fff' })
  expect(calls).toContain('to 8,8')
})

test.each([
  [['10', '20', '50', '50'], { x: 10, y: 10, width: 50, height: 25 }],
  [['0', '0', '100', '100'], { x: 0, y: 0, width: 100, height: 50 }],
  [['80', '0', '50', '10'], { x: 80, y: 0, width: 20, height: 5 }],
  [['12,5', '0', '10', '10'], { x: 13, y: 0, width: 10, height: 5 }],
  [['100', '0', '10', '10'], null],
  [['0', '0', '0', '10'], null],
  [['', '0', '10', '10'], null],
  [['-5', '0', '10', '10'], null],
])('a rectangle of %j percent is %j', ([left = '', top = '', width = '', height = ''], box) => {
  const made = boxOf({ left, top, width, height }, size, false)
  expect(made).toEqual(box === null ? null : { kind: 'box', erase: false, ...box })
})

test('a mask is blank until something is painted since it was cleared', () => {
  const paint: Stroke = { kind: 'brush', erase: false, radius: 1, points: [{ x: 1, y: 1 }] }
  expect(isBlank([])).toBe(true)
  expect(isBlank([{ ...paint, erase: true }])).toBe(true)
  expect(isBlank([paint])).toBe(false)
  expect(isBlank([paint, { kind: 'clear' }])).toBe(true)
  expect(isBlank([{ kind: 'clear' }, { kind: 'invert' }])).toBe(false)
})
