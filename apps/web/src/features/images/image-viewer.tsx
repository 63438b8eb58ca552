'use client'
import type { ImageView } from '@aetherflow/api/tasks/schemas'
import { Download, Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Lightbox from 'yet-another-react-lightbox'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'
import { Link } from '../../i18n/navigation.ts'
import { inputAddress } from './input-address.ts'

type Props = {
  images: readonly ImageView[]
  index: number
  alt: string
  onIndex: (index: number) => void
  onClose: () => void
}

/** The pictures of a run over the whole screen, with zoom; loaded only when somebody looks closer. */
export default function ImageViewer({ images, index, alt, onIndex, onClose }: Props) {
  const t = useTranslations('tasks.viewer')
  const common = useTranslations('common')
  const shown = images[index]
  return (
    <Lightbox
      open
      close={onClose}
      index={index}
      on={{ view: ({ index: at }) => onIndex(at) }}
      slides={images.map(({ url, width, height }) => ({ src: url, width, height, alt }))}
      plugins={[Zoom]}
      carousel={{ finite: true }}
      toolbar={{
        buttons: [
          shown && (
            <a
              key="download"
              href={shown.downloadUrl}
              download
              aria-label={t('download')}
              title={t('download')}
              className="yarl__button"
            >
              <Download aria-hidden className="yarl__icon" />
            </a>
          ),
          shown && (
            <Link
              key="work-on"
              href={inputAddress(shown.id)}
              aria-label={t('workOn')}
              title={t('workOn')}
              className="yarl__button"
            >
              <Layers aria-hidden className="yarl__icon" />
            </Link>
          ),
          'close',
        ],
      }}
      controller={{ closeOnBackdropClick: true, closeOnPullDown: true }}
      zoom={{ maxZoomPixelRatio: 2, scrollToZoom: true }}
      labels={{
        Previous: t('previous'),
        Next: t('next'),
        Close: common('close'),
        Lightbox: t('label'),
        'Zoom in': t('zoomIn'),
        'Zoom out': t('zoomOut'),
      }}
      styles={{ root: { '--yarl__color_backdrop': 'oklch(0.155 0.016 230 / 0.96)' } }}
      render={{
        slideFooter: () => (
          <span className="pointer-events-none absolute bottom-3 left-3 rounded-image bg-[oklch(0.155_0.016_230/0.72)] px-1.5 py-0.5 text-xs text-[oklch(0.985_0.004_85)]">
            {common('aiGenerated')}
          </span>
        ),
      }}
    />
  )
}
