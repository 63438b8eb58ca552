'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { AspectTile } from '@aetherflow/ui/aspect-tile'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import { TileRow } from '../images/tile-row.tsx'
import { shapeOf } from '../images/tile-shape.ts'
import { useRunTitle } from '../runs/use-run-title.ts'
import type { Submissions } from './use-submissions.ts'

type Props = {
  run: Submissions['pending'][number]
  byId: ReadonlyMap<string, ModelView>
  onAgain: () => void
  onDrop: () => void
}

/** A run from the moment of the press, in the place and size that it will have. */
export function PendingCard({ run: { input, phase }, byId, onAgain, onDrop }: Props) {
  const t = useTranslations('runs')
  const model = byId.get(input.tasks[0]?.modelId ?? '')
  const title = useRunTitle()(input.prompt, model)
  const shape = shapeOf(input.params.aspectRatio, model?.capability)
  return (
    <article aria-busy={phase === 'sending'} className="grid gap-2.5">
      <header className="flex items-baseline justify-between gap-6">
        <h2 className="line-clamp-2 min-w-0 max-w-[68ch] text-base" lang="">
          {title}
        </h2>
        {phase === 'sending' && (
          <p className="flex-none text-xs text-ink-2">{t('pending.sending')}</p>
        )}
      </header>
      <TileRow shape={shape} count={input.tasks.length}>
        {input.tasks.map((_, index) => (
          <li key={index} className="min-w-0">
            <AspectTile {...shape}>
              <div className="absolute inset-0 grid content-center px-3">
                <Flowline progress={0} />
                <span className="absolute inset-x-3 bottom-2 text-xs text-ink-2">
                  {phase === 'sending' && t('state.sending')}
                </span>
              </div>
            </AspectTile>
          </li>
        ))}
      </TileRow>
      <div aria-live="polite" className="empty:hidden">
        {phase !== 'sending' && (
          <Callout
            tone="warn"
            title={t(`pending.${phase}`)}
            action={
              <>
                <Button size="dense" onClick={onAgain}>
                  {t('pending.again')}
                </Button>
                <Button size="dense" variant="quiet" onClick={onDrop}>
                  {t('pending.drop')}
                </Button>
              </>
            }
          >
            {t(phase === 'waiting' ? 'pending.waitingAdvice' : 'pending.staleAdvice')}
          </Callout>
        )}
      </div>
    </article>
  )
}
