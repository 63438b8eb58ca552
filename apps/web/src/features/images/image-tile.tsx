'use client'
import type { TaskView } from '@aetherflow/api/tasks/schemas'
import { AspectTile } from '@aetherflow/ui/aspect-tile'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useTaskErrorText } from '../errors/use-error-text.ts'
import { excerpt } from './excerpt.ts'
import { TilePicture } from './tile-picture.tsx'
import type { Shape } from './tile-shape.ts'
import { type Pace, tileState } from './tile-state.ts'
import { useWords } from './use-words.ts'

type Props = {
  task: TaskView
  prompt: string
  shape: Shape
  pace: Pace | undefined
  now: number
  count: number
  eager?: boolean
  onExpired?: () => void
  /** The cause of a failure stands elsewhere. */
  brief?: boolean
}

/** One image of a run in the frame that it will fill. */
export function ImageTile({
  task,
  prompt,
  shape,
  pace,
  now,
  count,
  eager,
  onExpired,
  brief,
}: Props) {
  const t = useTranslations('runs')
  const common = useTranslations('common')
  const words = useWords()
  const errorText = useTaskErrorText()
  const state = tileState(task, pace, now)
  const number = task.index + 1
  const label = common('aiGenerated')
  const mark =
    state.kind !== 'picture'
      ? undefined
      : state.refunded
        ? `${label} · ${t('state.refunded')}`
        : label
  return (
    <AspectTile {...shape} mark={mark}>
      {state.kind === 'picture' && (
        <TilePicture
          image={state.image}
          alt={t('alt', { prompt: excerpt(prompt) })}
          eager={eager ?? false}
          {...(onExpired ? { onExpired } : {})}
        />
      )}
      {state.kind === 'waiting' && (
        <div className="absolute inset-0 grid content-center px-3">
          <Flowline
            label={t('tile', { number, count })}
            progress={state.progress}
            moving={state.moving}
          />
          <span className="absolute inset-x-3 bottom-2 text-xs text-ink-2">
            {words(state.words, state.wait)}
          </span>
        </div>
      )}
      {state.kind === 'failed' && (
        <p className="absolute inset-0 grid content-center overflow-hidden border-l-2 border-bad px-3 text-sm text-ink">
          <span>
            {brief ? t('state.failed') : errorText(state.code).what}{' '}
            <Back amount={state.released} />
          </span>
        </p>
      )}
      {state.kind === 'cancelled' && (
        <p className="absolute inset-0 grid content-center overflow-hidden px-3 text-sm text-ink-2">
          <span>
            {t('state.cancelled')} <Back amount={state.released} />
          </span>
        </p>
      )}
      {state.kind === 'deleted' && (
        <p className="absolute inset-0 grid content-center overflow-hidden px-3 text-sm text-ink-2">
          {t('state.deleted')}
        </p>
      )}
    </AspectTile>
  )
}

/** What came back of the hold; an own key held nothing. */
export function Back({ amount }: { amount: bigint }) {
  const t = useTranslations('runs.state')
  if (amount <= 0n) return t('nothingHeld')
  return t.rich('back', { amount: () => <CreditAmount value={amount} /> })
}
