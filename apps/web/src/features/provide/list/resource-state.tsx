'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useNow, useTranslations } from 'next-intl'
import { writeHours } from '../settings/hours.ts'
import { reasonOf, standingOf, toneOf } from './status-of-resource.ts'

/** A resource's state as dot and word, with its reason beneath where there is one. */
export function ResourceState({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.standing')
  const reason = useTranslations('provide.verify.reason')
  const standing = standingOf(resource, useNow())
  const why =
    standing === 'refused' || standing === 'stopped'
      ? reason(`${reasonOf(resource.statusReason)}.what`)
      : standing === 'closedHours'
        ? t('opens', { spans: writeHours(resource.hours) })
        : standing === 'sharedAccount'
          ? t('sharedWhy')
          : null
  return (
    <span className="inline-grid gap-0.5 text-start">
      <StatusDot tone={toneOf(standing)}>
        {t(`word.${standing}`, { count: resource.inFlight })}
      </StatusDot>
      {why !== null && <span className="max-w-60 pl-4 text-xs text-ink-2">{why}</span>}
    </span>
  )
}
