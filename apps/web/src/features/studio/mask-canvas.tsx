'use client'
import { Picture } from '@aetherflow/ui/picture'
import { useTranslations } from 'next-intl'
import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from 'react'
import { paintStrokes, type Point, type Stroke } from './mask-strokes.ts'
import type { PictureFacts } from './use-picture.ts'

type Props = {
  image: PictureFacts
  strokes: readonly Stroke[]
  erase: boolean
  /** In pixels of the picture. */
  radius: number
  onStroke: (stroke: Stroke) => void
}

/** The overlay is drawn this large at most; the mask itself is made at the picture's own size. */
const MOST_PIXELS_WIDE = 1_200

/** The picture with the painted part over it. Mouse, pen and finger paint alike. */
export function MaskCanvas({ image, strokes, erase, radius, onStroke }: Props) {
  const t = useTranslations('studio.mask')
  const canvas = useRef<HTMLCanvasElement>(null)
  const [points, setPoints] = useState<readonly Point[]>([])
  const scale = Math.min(1, MOST_PIXELS_WIDE / Math.max(image.width, image.height))

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !canvas.current) return
    const colour = getComputedStyle(canvas.current).color
    const now: Stroke[] =
      points.length > 0 ? [...strokes, { kind: 'brush', erase, radius, points }] : [...strokes]
    paintStrokes(context, now, image, { scale, colour })
  }, [strokes, points, erase, radius, image, scale])

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: Math.round(((event.clientX - box.left) / box.width) * image.width),
      y: Math.round(((event.clientY - box.top) / box.height) * image.height),
    }
  }
  const finish = () => {
    if (points.length > 0) onStroke({ kind: 'brush', erase, radius, points })
    setPoints([])
  }
  return (
    <div
      className="relative mx-auto w-[min(100%,calc(var(--shape)*52dvh))] overflow-hidden rounded-image bg-sunken"
      style={
        {
          '--shape': image.width / image.height,
          aspectRatio: `${image.width} / ${image.height}`,
        } as CSSProperties
      }
    >
      <Picture
        src={image.url}
        alt={t('under')}
        width={image.width}
        height={image.height}
        draggable={false}
        className="absolute inset-0 size-full select-none"
      />
      <canvas
        ref={canvas}
        width={Math.round(image.width * scale)}
        height={Math.round(image.height * scale)}
        aria-hidden
        className="absolute inset-0 size-full cursor-crosshair touch-none text-coral opacity-65"
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setPoints([at(event)])
        }}
        onPointerMove={(event) => {
          if (points.length === 0) return
          const point = at(event)
          setPoints((before) => [...before, point])
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      />
      <p className="sr-only">{t('canvas')}</p>
    </div>
  )
}
