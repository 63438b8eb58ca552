'use client'
import { Time } from '@aetherflow/ui/time'
import { useFormatter } from 'next-intl'

/** A moment to the minute, the way a statement dates its lines; seconds and zone on hover. */
export function Moment({ at }: { at: Date }) {
  const format = useFormatter()
  return (
    <Time
      value={at}
      text={format.dateTime(at, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
      })}
      exact={format.dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })}
    />
  )
}
