'use client'
import { Button } from '@aetherflow/ui/button'
import { Picture } from '@aetherflow/ui/picture'
import { Brush, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Block } from './block-of-draft.ts'
import type { PictureRef } from './draft.ts'
import type { Stroke } from './mask-strokes.ts'
import { ProblemLine } from './problem-line.tsx'
import type { PictureFacts, usePicture } from './use-picture.ts'

// Most runs never paint anything.
const MaskPainter = dynamic(() => import('./mask-painter.tsx').then((file) => file.MaskPainter), {
  ssr: false,
})

/** What was painted for a mask in this tab, so that one can go on painting. */
const paintedFor = new Map<string, readonly Stroke[]>()

type Props = {
  image: PictureFacts | undefined
  value: PictureRef | null
  known: ReturnType<typeof usePicture>
  required: boolean
  block: Block | null
  asked: boolean
  onChange: (mask: PictureRef | null) => void
}

/** Which part of the picture shall be made anew: painted over it. */
export function MaskField({ image, value, known, required, block, asked, onChange }: Props) {
  const t = useTranslations('studio.mask')
  const [painting, setPainting] = useState(false)
  const isMissing = asked && block?.kind === 'picture-missing' && block.input === 'mask'
  const isOther = block?.kind === 'mask-size'
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-sm font-semibold">{t('label')}</span>
        {!required && <span className="text-xs text-ink-2">{t('optional')}</span>}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {value !== null && known.data !== undefined && (
          <Picture
            src={known.data.thumbUrl}
            alt={t('preview')}
            width={known.data.width}
            height={known.data.height}
            className="h-dense w-auto rounded-image border border-line"
          />
        )}
        <Button size="dense" disabled={image === undefined} onClick={() => setPainting(true)}>
          <Brush aria-hidden className="size-4" />
          {t(value === null || isOther ? 'paint' : 'again')}
        </Button>
        {value !== null && (
          <Button
            variant="quiet"
            size="dense"
            aria-label={t('remove')}
            title={t('remove')}
            onClick={() => onChange(null)}
          >
            <X aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      {image === undefined && <p className="text-xs text-ink-2">{t('pictureFirst')}</p>}
      {(isMissing || isOther) && (
        <ProblemLine alert>{t(isOther ? 'otherPicture' : 'missing')}</ProblemLine>
      )}
      {painting && image !== undefined && (
        <MaskPainter
          image={image}
          initial={value === null || isOther ? [] : (paintedFor.get(value.id) ?? [])}
          onClose={() => setPainting(false)}
          onMask={(mask, strokes) => {
            paintedFor.set(mask.id, strokes)
            onChange(mask)
            setPainting(false)
          }}
        />
      )}
    </div>
  )
}
