'use client'
import { RatioGlyph } from '@aetherflow/ui/ratio-glyph'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import type { Draft } from './draft.ts'

const ideas = [
  { key: 'lighthouse', aspectRatio: '3:2', stylePreset: '' },
  { key: 'ferryman', aspectRatio: '2:3', stylePreset: '' },
  { key: 'fox', aspectRatio: '1:1', stylePreset: 'origami' },
  { key: 'city', aspectRatio: '21:9', stylePreset: 'cinematic' },
  { key: 'teapot', aspectRatio: '4:5', stylePreset: 'photographic' },
  { key: 'cat', aspectRatio: '1:1', stylePreset: '' },
] as const

/** Before the first run: six prompts to start from, in English because the models read that. */
export function EmptyStudio({ onUse }: { onUse: (change: Partial<Draft>) => void }) {
  const t = useTranslations('studio.empty')
  return (
    <section aria-labelledby="ideas" className="grid gap-5">
      <div className="grid gap-2">
        <Flowline className="w-40 opacity-60" />
        <h2 id="ideas" className="display text-xl">
          {t('title')}
        </h2>
        <p className="max-w-reading text-ink-2">{t('text')}</p>
      </div>
      <ul className="grid border-t border-line lg:grid-cols-2 lg:gap-x-8">
        {ideas.map(({ key, aspectRatio, stylePreset }) => (
          <li key={key} className="border-b border-line">
            <button
              type="button"
              onClick={() => onUse({ prompt: t(`ideas.${key}.prompt`), aspectRatio, stylePreset })}
              className="group grid h-full w-full grid-cols-[auto_minmax(0,1fr)] items-start gap-4 py-4 text-start"
            >
              <span className="grid size-touch place-items-center rounded-control bg-sunken text-flow transition-colors duration-160 group-hover:bg-foam">
                <RatioGlyph ratio={aspectRatio} />
              </span>
              <span className="grid gap-0.5">
                <span className="font-semibold group-hover:text-flow">
                  {t(`ideas.${key}.name`)}
                </span>
                <span lang="en" className="text-ink-2">
                  {t(`ideas.${key}.prompt`)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
