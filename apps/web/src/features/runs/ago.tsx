'use client'
import { Time } from '@aetherflow/ui/time'
import { useFormatter, useNow } from 'next-intl'

const everyMs = 60_000
const dayMs = 24 * 60 * 60_000

/** How long ago, kept true while the page stays open; never "in 3 seconds" when two clocks differ. */
export function Ago({ at }: { at: Date }) {
  const format = useFormatter()
  const now = useNow({ updateInterval: everyMs })
  const since = now < at ? at : now
  const isYoung = since.getTime() - at.getTime() < dayMs
  return (
    <Time
      value={at}
      text={
        isYoung
          ? format.relativeTime(at, since)
          : format.dateTime(at, { month: 'short', day: 'numeric' })
      }
      exact={format.dateTime(at, { dateStyle: 'medium', timeStyle: 'long' })}
    />
  )
}
