'use client'
import { Button } from '@aetherflow/ui/button'
import { Flowline } from '@aetherflow/ui/flowline'
import { Picture } from '@aetherflow/ui/picture'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { CircleAlert, ImagePlus, Images, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { useErrorText } from '../errors/use-error-text.ts'
import type { Block } from './block-of-draft.ts'
import type { PictureRef } from './draft.ts'
import { pictureTypes } from './picture-fit.ts'
import { usePictureWords } from './picture-words.ts'
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
      {isMissing && <Problem>{t('missing')}</Problem>}
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

function DropArea({
  empty,
  onFiles,
  children,
}: {
  empty: boolean
  onFiles: (files: FileList) => void
  children: React.ReactNode
}) {
  const [over, setOver] = useState(false)
  const drag = (isOver: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(isOver)
  }
  const look = over
    ? 'border-flow bg-foam'
    : empty
      ? 'border-dashed border-line-strong'
      : 'border-line'
  return (
    <div
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        onFiles(event.dataTransfer.files)
      }}
      className={`rounded-control border p-2 transition-colors duration-160 ${look}`}
    >
      {children}
    </div>
  )
}

/** A native file input under a button's look: it works with keyboard, screen reader and phone alike. */
function ChooseFile({
  label,
  onFiles,
}: {
  label: string
  onFiles: (files: FileList | null) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={field}
        type="file"
        accept={pictureTypes.join(',')}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles(event.target.files)
          // The same file again is a choice too.
          event.target.value = ''
        }}
      />
      <Button variant="quiet" size="dense" onClick={() => field.current?.click()}>
        <ImagePlus aria-hidden className="size-4" />
        {label}
      </Button>
    </>
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

export function UploadFailure({ upload }: { upload: ReturnType<typeof useUpload> }) {
  const t = useTranslations('studio.picture')
  const errorText = useErrorText()
  const { state } = upload
  if (state.phase !== 'failed') return null
  const { what, advice } = errorText({ data: { reason: state.code, params: state.params } })
  return (
    <div role="alert" className="grid gap-1">
      <Problem>
        {what} {advice}
      </Problem>
      <div className="-ml-2.5 flex">
        {state.canRetry && (
          <Button variant="quiet" size="dense" onClick={upload.retry}>
            {t('retry')}
          </Button>
        )}
        <Button variant="quiet" size="dense" onClick={upload.dismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </div>
  )
}

function Problem({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-sm text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
      <span>{children}</span>
    </p>
  )
}

/** A picture in the clipboard goes into the field, unless somebody pastes words into a text field. */
function usePaste(take: (files: FileList) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      if (!files || files.length === 0) return
      event.preventDefault()
      take(files)
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  })
}
