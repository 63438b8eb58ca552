'use client'
import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { ApiError } from '../../errors/api-error.tsx'
import { offeredBy } from '../settings/offered-by.ts'
import { SettingsFields } from '../settings/settings-fields.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useResource } from './use-resource.ts'

type Props = {
  catalogue: Catalogue
  resourceId: string
  initial: ResourceView | undefined
  onSaved: () => void
}

/** Step 2: price and limits, with defaults that suit most; saved before the next step. */
export function PriceStep({ resourceId, initial, ...rest }: Props) {
  const common = useTranslations('common')
  const { data, error, refetch } = useResource(resourceId, initial)
  if (data !== undefined) return <PriceForm resource={data} {...rest} />
  if (error === null) return <SettingsSkeleton />
  return (
    <ApiError
      error={error}
      action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}
    />
  )
}

function PriceForm({
  catalogue,
  resource,
  onSaved,
}: Omit<Props, 'resourceId' | 'initial'> & { resource: ResourceView }) {
  const t = useTranslations('provide.wizard')
  const common = useTranslations('common')
  const { draft, problems, change, save, saving, error } = useSettings(resource, onSaved)
  const upstream = offeredBy(catalogue, resource)
  if (upstream === undefined) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  return (
    <form noValidate onSubmit={submit} className="grid max-w-200 gap-7">
      <SettingsFields
        upstream={upstream}
        commissionBps={catalogue.commissionBps}
        draft={draft}
        problems={problems}
        onChange={change}
      />
      {error !== null && <ApiError error={error} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" loading={saving} loadingText={common('saving')}>
          {t('toReview')}
        </Button>
        <p className="text-sm text-ink-2">{t('changeLater')}</p>
      </div>
    </form>
  )
}

function SettingsSkeleton() {
  return (
    <div className="grid max-w-200 gap-7">
      <Skeleton className="h-20 max-w-100" />
      <Skeleton className="h-20" />
      <Skeleton className="h-64" />
      <Skeleton className="h-20" />
    </div>
  )
}
