import { Time } from '@aetherflow/ui/time'
import { useFormatter, useNow } from 'next-intl'

/** A moment: relative while it is younger than a day, then a date; the exact time on hover. */
export function When({ at }: { at: Date }) {
  const format = useFormatter()
  const now = useNow()
  const young = Math.abs(now.getTime() - at.getTime()) < 24 * 60 * 60 * 1000
  const text = young ? format.relativeTime(at, now) : format.dateTime(at, { dateStyle: 'medium' })
  return (
    <Time
      value={at}
      text={text}
      exact={format.dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })}
    />
  )
}
