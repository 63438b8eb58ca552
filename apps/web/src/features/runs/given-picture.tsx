'use client'
import { Picture } from '@aetherflow/ui/picture'
import { useTranslations } from 'next-intl'
import type { PictureRef } from '../studio/draft.ts'
import { usePicture } from '../studio/use-picture.ts'

/** The picture that a run worked on, as long as it is kept. */
export function GivenPicture({ picture, name }: { picture: PictureRef; name: string }) {
  const t = useTranslations('runs.page')
  const { data, isError } = usePicture(picture)
  if (isError && data === undefined) return <span className="text-ink-2">{t('pictureGone')}</span>
  if (data === undefined) return '…'
  return (
    <a href={data.url} target="_blank" rel="noreferrer" className="inline-block">
      <Picture
        src={data.thumbUrl}
        alt={name}
        width={data.width}
        height={data.height}
        className="h-14 w-auto rounded-image bg-sunken"
      />
    </a>
  )
}
