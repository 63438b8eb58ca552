import type { ReactNode } from 'react'
import { Flowline } from './flowline.tsx'
import { Picture } from './picture.tsx'
import { parseRatio } from './ratio-glyph.tsx'

export type TileState =
  | { kind: 'skeleton' }
  | {
      kind: 'progress'
      text: ReactNode
      label: string
      progress?: number | undefined
      moving?: boolean | undefined
    }
  | { kind: 'picture'; src: string; alt: string }
  | { kind: 'failure'; text: ReactNode }

type Props = {
  /** "3:2": the tile keeps this shape in every state, so nothing jumps when the picture lands. */
  ratio: string
  state: TileState
  /** The visible label of the content, such as "AI-generated". */
  mark?: ReactNode
}

export function AspectTile({ ratio, state, mark }: Props) {
  const [width, height] = parseRatio(ratio)
  return (
    <div
      className="relative overflow-hidden rounded-image bg-sunken"
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {state.kind === 'picture' && (
        <Picture
          src={state.src}
          alt={state.alt}
          width={width * 100}
          height={height * 100}
          className="size-full object-cover"
        />
      )}
      {state.kind === 'progress' && (
        <div className="absolute inset-0 grid content-center gap-2 px-3">
          <Flowline
            label={state.label}
            progress={state.progress ?? 0}
            moving={state.moving ?? false}
          />
          <span className="absolute bottom-2 left-3 text-xs text-ink-2">{state.text}</span>
        </div>
      )}
      {state.kind === 'failure' && (
        <div className="absolute inset-0 grid content-center border-l-2 border-bad p-3 text-sm text-ink-2">
          {state.text}
        </div>
      )}
      {state.kind === 'picture' && mark && (
        <span className="absolute bottom-1.5 left-1.5 rounded-image bg-[oklch(0.155_0.016_230/0.72)] px-1.5 py-0.5 text-xs text-[oklch(0.985_0.004_85)]">
          {mark}
        </span>
      )}
    </div>
  )
}
