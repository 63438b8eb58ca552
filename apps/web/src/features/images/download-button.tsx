'use client'
import type { ImageView } from '@aetherflow/api/tasks/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Download, SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DownloadDialog } from './download-dialog.tsx'
import { useDownload } from './use-download.ts'

/** One click gives the picture as it was made, labelled; beside it, every other form. */
export function DownloadButton({ taskId, image }: { taskId: string; image: ImageView }) {
  const t = useTranslations('tasks')
  const download = useDownload(taskId)
  return (
    <span className="flex gap-1">
      <a
        href={image.downloadUrl}
        download
        onClick={download}
        className={buttonClass({ variant: 'primary' })}
      >
        <Download aria-hidden className="size-4" />
        {t('download')}
      </a>
      <DownloadDialog
        image={image}
        trigger={
          <button
            type="button"
            aria-label={t('downloadAs.open')}
            title={t('downloadAs.open')}
            className={buttonClass({})}
          >
            <SlidersHorizontal aria-hidden className="size-4" />
          </button>
        }
      />
    </span>
  )
}
