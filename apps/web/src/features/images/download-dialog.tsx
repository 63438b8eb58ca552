'use client'
import type { ImageView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Dialog } from '@aetherflow/ui/dialog'
import { Field } from '@aetherflow/ui/field'
import { Select } from '@aetherflow/ui/select'
import { Switch } from '@aetherflow/ui/switch'
import { toast } from '@aetherflow/ui/toaster'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactElement, useState } from 'react'
import { useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { type DownloadForm, formatsOf, plainDownload, sizesOf } from './download-forms.ts'
import { saveDownload } from './save-download.ts'

type Props = { image: ImageView; trigger: ReactElement }

/** A picture in the form that somebody wants: file, size, the label to be seen, what is told in the file. */
export function DownloadDialog({ image, trigger }: Props) {
  const t = useTranslations('tasks.downloadAs')
  const common = useTranslations('common')
  const client = useTRPCClient()
  const [open, setOpen] = useState(false)
  const [form, setForm] = useState<DownloadForm>(plainDownload)
  const change = (changes: Partial<DownloadForm>) => setForm((now) => ({ ...now, ...changes }))
  const save = useMutation({
    mutationFn: async () => {
      const { url, fileName } = await client.tasks.downloadImage.mutate({
        imageId: image.id,
        ...form,
      })
      await saveDownload(url, fileName)
    },
    onSuccess: () => {
      setOpen(false)
      toast(t('done'))
    },
  })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('title')}
      closeLabel={common('close')}
      trigger={trigger}
      actions={
        <>
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button variant="primary" loading={save.isPending} onClick={() => save.mutate()}>
            <Download aria-hidden className="size-4" />
            {t('action')}
          </Button>
        </>
      }
    >
      <FileFields image={image} form={form} change={change} />
      <div className="grid gap-3 border-t border-line pt-4">
        <Switch
          label={t('mark')}
          hint={t('markHint')}
          checked={form.mark}
          onChange={(mark) => change({ mark })}
        />
        {!form.mark && <Callout tone="warn">{t('unmarked')}</Callout>}
        <Switch
          label={t('facts')}
          hint={t('factsHint')}
          checked={form.facts}
          onChange={(facts) => change({ facts })}
        />
      </div>
      <p className="text-xs text-ink-2">
        {t('always')} {!form.facts && t('nothingElse')}
      </p>
      {save.isError && <ApiError error={save.error} />}
    </Dialog>
  )
}

type FieldsProps = {
  image: ImageView
  form: DownloadForm
  change: (changes: Partial<DownloadForm>) => void
}

function FileFields({ image, form, change }: FieldsProps) {
  const t = useTranslations('tasks.downloadAs')
  const own = image.mimeType.slice('image/'.length).toUpperCase()
  const sizes = sizesOf(image)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('format')}>
        <Select
          value={form.format}
          onChange={(format) => change({ format })}
          options={formatsOf(image).map((value) => ({
            value,
            label: value === 'original' ? t('original', { type: own }) : t(`formats.${value}`),
          }))}
        />
      </Field>
      <Field label={t('size')}>
        <Select
          value={form.longest}
          onChange={(longest) => change({ longest })}
          options={sizes.map(({ longest, width, height }) => ({
            value: longest,
            label: t(longest === 'full' ? 'full' : 'smaller', {
              width: String(width),
              height: String(height),
            }),
          }))}
        />
      </Field>
    </div>
  )
}
