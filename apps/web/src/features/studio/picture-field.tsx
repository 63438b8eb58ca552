'use client'
import { Button } from '@aetherflow/ui/button'
import { Flowline } from '@aetherflow/ui/flowline'
import { Picture } from '@aetherflow/ui/picture'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { Images, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'
import type { Block } from './block-of-draft.ts'
import { ChooseFile } from './choose-file.tsx'
import type { PictureRef } from './draft.ts'
import { DropArea } from './drop-area.tsx'
import { usePictureWords } from './picture-words.ts'
import { ProblemLine } from './problem-line.tsx'
import { UploadFailure } from './upload-failure.tsx'
import { usePaste } from './use-paste.ts'
import type { usePicture } from './use-picture.ts'
import { type UploadState, useUpload } from './use-upload.ts'

const OwnPictures = dynamic(() => import('./own-pictures.tsx').then((file) => file.OwnPictures), {
  ssr: false,
})

type Props = {
  value: PictureRef | null
  known: ReturnType<typeof usePicture>
  required: boolean
  block: Block | null
  /** After a press on Generate without a picture. */
  asked: boolean
  onChange: (picture: PictureRef | null) => void
}

/** The picture that is worked on: chosen, dropped, pasted, or one of one's own results. */
export function PictureField({ value, known, required, block, asked, onChange }: Props) {
  const t = useTranslations('studio.picture')
  const labelId = useId()
  const upload = useUpload(onChange)
  const [browsing, setBrowsing] = useState(false)
  const take = (files: FileList | null | undefined) => {
    const file = [...(files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (file !== undefined) void upload.take(file)
  }
  usePaste(take)
  const isMissing = asked && block?.kind === 'picture-missing' && block.input === 'image'
  const choose = <ChooseFile label={t(value === null ? 'choose' : 'replace')} onFiles={take} />
  const browse = (
    <Button variant="quiet" size="dense" onClick={() => setBrowsing(true)}>
      <Images aria-hidden className="size-4" />
      {t('own')}
    </Button>
  )
  return (
    <fieldset aria-labelledby={labelId} className="grid min-w-0 gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span id={labelId} className="text-sm font-semibold">
          {t('label')}
        </span>
        {!required && <span className="text-xs text-ink-2">{t('optional')}</span>}
      </div>
      <DropArea onFiles={take} empty={value === null && upload.state.phase !== 'uploading'}>
        {upload.state.phase === 'uploading' ? (
          <Uploading state={upload.state} onCancel={upload.cancel} />
        ) : value === null ? (
          <div className="grid justify-items-center gap-1 py-1 text-center text-sm text-ink-2">
            <span className="max-md:hidden">{t('drop')}</span>
            <span className="flex flex-wrap justify-center gap-1">
              {choose}
              {browse}
            </span>
          </div>
        ) : (
          <Given known={known} onRemove={() => onChange(null)}>
            {choose}
            {browse}
          </Given>
        )}
      </DropArea>
      <UploadFailure upload={upload} />
      {isMissing && <ProblemLine alert>{t('missing')}</ProblemLine>}
      {browsing && (
        <OwnPictures
          onClose={() => setBrowsing(false)}
          onPick={(picture) => {
            upload.cancel()
            onChange(picture)
            setBrowsing(false)
          }}
        />
      )}
    </fieldset>
  )
}

function Given({
  known,
  onRemove,
  children,
}: {
  known: Props['known']
  onRemove: () => void
  children: React.ReactNode
}) {
  const t = useTranslations('studio.picture')
  const words = usePictureWords()
  const { data, isError } = known
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3">
      {data === undefined ? (
        <Skeleton className="row-span-2 size-18" />
      ) : (
        <Picture
          src={data.thumbUrl}
          alt={t('preview')}
          width={data.width}
          height={data.height}
          className="row-span-2 size-18 rounded-image bg-sunken object-contain"
        />
      )}
      <p className="num self-center text-xs text-ink-2">
        {data !== undefined && (
          <>
            {words.size(data)}
            <br />
            {words.file(data)}
          </>
        )}
        {isError && data === undefined && <span className="text-bad">{t('gone')}</span>}
      </p>
      <Button
        variant="quiet"
        size="dense"
        aria-label={t('remove')}
        title={t('remove')}
        onClick={onRemove}
        className="-mt-1 -mr-1"
      >
        <X aria-hidden className="size-4" />
      </Button>
      <div className="col-span-2 -ml-2.5 flex flex-wrap">{children}</div>
    </div>
  )
}

function Uploading({
  state,
  onCancel,
}: {
  state: Extract<UploadState, { phase: 'uploading' }>
  onCancel: () => void
}) {
  const t = useTranslations('studio.picture')
  const percent = Math.round(state.share * 100)
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3">
      <Picture
        src={state.preview}
        alt=""
        width={72}
        height={72}
        className="size-18 rounded-image bg-sunken object-contain opacity-60"
      />
      <div className="grid gap-1">
        <Flowline label={t('uploading')} progress={state.share} moving />
        <span className="num text-xs text-ink-2">
          {percent < 100 ? t('sent', { percent }) : t('checking')}
        </span>
      </div>
      <Button variant="quiet" size="dense" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
