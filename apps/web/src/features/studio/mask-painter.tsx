'use client'
import { Button } from '@aetherflow/ui/button'
import { Dialog } from '@aetherflow/ui/dialog'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PictureRef } from './draft.ts'
import { MaskBox } from './mask-box.tsx'
import { MaskCanvas } from './mask-canvas.tsx'
import { maskFile } from './mask-file.ts'
import { isBlank, type Stroke } from './mask-strokes.ts'
import { MaskTools, radii, type Radius, type Tool } from './mask-tools.tsx'
import { UploadFailure } from './upload-failure.tsx'
import type { PictureFacts } from './use-picture.ts'
import { useUpload } from './use-upload.ts'

type Props = {
  image: PictureFacts
  initial: readonly Stroke[]
  onMask: (mask: PictureRef, strokes: readonly Stroke[]) => void
  onClose: () => void
}

/** Paints over a picture what shall be made anew: by hand, or in numbers for whoever uses the keyboard. */
export function MaskPainter({ image, initial, onMask, onClose }: Props) {
  const t = useTranslations('studio.mask')
  const common = useTranslations('common')
  const [strokes, setStrokes] = useState(initial)
  const [tool, setTool] = useState<Tool>('paint')
  const [radius, setRadius] = useState<Radius>('m')
  const [failed, setFailed] = useState(false)
  const upload = useUpload((mask) => onMask(mask, strokes))
  const isBusy = upload.state.phase === 'uploading'
  const add = (stroke: Stroke) => setStrokes((before) => [...before, stroke])
  const save = async () => {
    const file = await maskFile(strokes, image)
    setFailed(file === null)
    if (file !== null) await upload.take(file)
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('text')}
      closeLabel={common('close')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            disabled={isBlank(strokes)}
            loading={isBusy}
            loadingText={t('saving')}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <MaskTools
        strokes={strokes}
        tool={tool}
        radius={radius}
        onTool={setTool}
        onRadius={setRadius}
        onStrokes={setStrokes}
      />
      <MaskCanvas
        image={image}
        strokes={strokes}
        erase={tool === 'erase'}
        radius={radii[radius] * Math.min(image.width, image.height)}
        onStroke={add}
      />
      <p aria-live="polite" className="sr-only">
        {isBlank(strokes) ? t('nothing') : t('steps', { count: strokes.length })}
      </p>
      <MaskBox image={image} onBox={add} />
      {failed && <p className="text-sm text-bad">{t('tooLarge')}</p>}
      <UploadFailure upload={upload} />
    </Dialog>
  )
}
