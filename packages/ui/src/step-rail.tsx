import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'

type Props = { label: string; steps: readonly string[]; current: number; doneLabel: string }

/** Where one is in a few numbered steps; `current` counts from 0. */
export function StepRail({ label, steps, current, doneLabel }: Props) {
  return (
    <ol aria-label={label} className="flex flex-wrap gap-x-6 gap-y-2">
      {steps.map((step, index) => {
        const done = index < current
        const here = index === current
        return (
          <li
            key={step}
            aria-current={here ? 'step' : undefined}
            className={classNames(
              'flex items-center gap-2',
              here ? 'font-semibold text-ink' : 'text-ink-2',
            )}
          >
            <span
              aria-hidden
              className={classNames(
                'num grid size-6 place-items-center rounded-full border text-xs',
                here
                  ? 'border-flow bg-foam text-flow'
                  : done
                    ? 'border-flow bg-flow text-on-flow'
                    : 'border-line-strong',
              )}
            >
              {done ? <Check className="size-3.5" /> : index + 1}
            </span>
            {step}
            {done && <span className="sr-only">{doneLabel}</span>}
          </li>
        )
      })}
    </ol>
  )
}
