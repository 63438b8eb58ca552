import type { TaskView } from '@aetherflow/api/tasks/schemas'

/** How long an image took from the moment a provider had it; null until it is there. */
export function tookMs({ image, startedAt, finishedAt }: TaskView): number | null {
  if (image === null || startedAt === null || finishedAt === null) return null
  return Math.max(0, finishedAt.getTime() - startedAt.getTime())
}

/** A part of a picture that is looked at: how far in, and where, from 0 to 1 of its sides. */
export type View = { zoom: number; x: number; y: number }

export const wholeView: View = { zoom: 1, x: 0.5, y: 0.5 }
const MOST_ZOOM = 8
const STEP = 1.5

export type ViewMove =
  | { kind: 'in' | 'out' | 'reset' }
  /** By shares of what is seen. */
  | { kind: 'move'; dx: number; dy: number }
  /** Towards a place of the frame, from 0 to 1 of its sides. */
  | { kind: 'wheel'; factor: number; atX: number; atY: number }

/** The same spot in every picture: one view for all of them. */
export function moved(view: View, move: ViewMove): View {
  switch (move.kind) {
    case 'reset':
      return wholeView
    case 'in':
      return kept({ ...view, zoom: view.zoom * STEP })
    case 'out':
      return kept({ ...view, zoom: view.zoom / STEP })
    case 'move':
      return kept({ ...view, x: view.x + move.dx / view.zoom, y: view.y + move.dy / view.zoom })
    case 'wheel': {
      const zoom = bounded(view.zoom * move.factor, 1, MOST_ZOOM)
      // What lies under the pointer stays there.
      const slide = 1 / view.zoom - 1 / zoom
      const x = view.x + (move.atX - 0.5) * slide
      return kept({ zoom, x, y: view.y + (move.atY - 0.5) * slide })
    }
  }
}

/** Never beyond the edge, so that there is always a picture to be seen. */
function kept({ zoom, x, y }: View): View {
  const held = bounded(zoom, 1, MOST_ZOOM)
  const margin = 0.5 / held
  return { zoom: held, x: bounded(x, margin, 1 - margin), y: bounded(y, margin, 1 - margin) }
}

const bounded = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, value))

/** What a key asks for; null for keys that mean nothing here. */
export type CompareKey =
  | { kind: 'choose'; by: 1 | -1 }
  | { kind: 'solo' }
  | { kind: 'view'; move: ViewMove }

const NUDGE = 0.15
const plain: Readonly<Record<string, CompareKey>> = {
  ArrowLeft: { kind: 'choose', by: -1 },
  ArrowRight: { kind: 'choose', by: 1 },
  Enter: { kind: 'solo' },
  '+': { kind: 'view', move: { kind: 'in' } },
  '=': { kind: 'view', move: { kind: 'in' } },
  '-': { kind: 'view', move: { kind: 'out' } },
  '0': { kind: 'view', move: { kind: 'reset' } },
}
const shifted: Readonly<Record<string, CompareKey>> = {
  ArrowLeft: { kind: 'view', move: { kind: 'move', dx: -NUDGE, dy: 0 } },
  ArrowRight: { kind: 'view', move: { kind: 'move', dx: NUDGE, dy: 0 } },
  ArrowUp: { kind: 'view', move: { kind: 'move', dx: 0, dy: -NUDGE } },
  ArrowDown: { kind: 'view', move: { kind: 'move', dx: 0, dy: NUDGE } },
  '+': { kind: 'view', move: { kind: 'in' } },
}

export function compareKey({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): CompareKey | null {
  return (shiftKey ? shifted[key] : plain[key]) ?? null
}
