'use client'
import type { KeyVersion, ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Section } from '@aetherflow/ui/section'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Moment } from '../../../components/moment.tsx'
import type { Tone } from '../../../components/tone.ts'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { reasonOf } from '../list/status-of-resource.ts'
import { codeOfFailure } from '../connect/checks-of-verification.ts'
import { RotateForm } from './rotate-form.tsx'

type Props = {
  resource: ResourceView
  /** What a key of this vendor looks like. */
  looks: string
  demoKeysOnly: boolean
}

/** The key in use, a newer one on its way, and those before: replaced without a pause. */
export function KeysSection({ resource, looks, demoKeysOnly }: Props) {
  const t = useTranslations('provide.keys')
  const [replacing, setReplacing] = useState(false)
  const inUse = resource.keyVersion !== null
  const waiting = resource.newerKey?.state === 'verifying'
  return (
    <Section
      title={t('title')}
      id="keys"
      description={t('text', { vendor: resource.upstreamName })}
    >
      <div className="grid gap-5 pt-2">
        <NewerKey resource={resource} />
        {replacing && inUse && !waiting ? (
          <RotateForm
            resource={resource}
            looks={looks}
            demoKeysOnly={demoKeysOnly}
            onDone={() => setReplacing(false)}
            onCancel={() => setReplacing(false)}
          />
        ) : (
          inUse &&
          !waiting && (
            <div>
              <Button onClick={() => setReplacing(true)}>{t('replace')}</Button>
            </div>
          )
        )}
        <Versions resource={resource} />
      </div>
    </Section>
  )
}

function NewerKey({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.keys')
  const reason = useTranslations('provide.verify.reason')
  const trpc = useTRPC()
  const { newerKey } = resource
  const failed = newerKey?.state === 'failed'
  const { data } = useQuery({
    ...trpc.gateway.verification.queryOptions({ resourceId: resource.id }),
    enabled: failed,
  })
  if (newerKey === null) return null
  if (!failed)
    return (
      <Callout tone="info" title={t('testing', { tail: newerKey.maskedTail })}>
        {t('testingText')}
      </Callout>
    )
  const code = data === undefined ? null : codeOfFailure(data)
  return (
    <Callout tone="bad" role="alert" title={t('refused', { tail: newerKey.maskedTail })}>
      {code !== null && <p>{reason(`${reasonOf(code)}.what`)}</p>}
      <p>{t('refusedText')}</p>
    </Callout>
  )
}

function Versions({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.keys')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const columns = useColumns()
  const { data, error, refetch } = useQuery({
    ...trpc.gateway.keyVersions.queryOptions({ resourceId: resource.id }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.versions.some((version) => version.state === 'sealed') ? 1_000 : false,
  })
  if (data !== undefined)
    return (
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={data.versions}
        rowKey={({ version }) => String(version)}
      />
    )
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  return error === null ? (
    <SkeletonRows rows={1} label={common('loading')} />
  ) : (
    <ApiError error={error} action={again} />
  )
}

const tones: Record<KeyVersion['state'], Tone> = {
  begun: 'quiet',
  sealed: 'info',
  active: 'ok',
  retired: 'quiet',
  refused: 'bad',
  destroyed: 'quiet',
}

function useColumns(): Column<KeyVersion>[] {
  const t = useTranslations('provide.keys')
  const time = (at: Date | null) =>
    at === null ? (
      <span className="text-ink-2">–</span>
    ) : (
      <span className="num text-sm text-ink-2">
        <Moment at={at} />
      </span>
    )
  return [
    {
      key: 'version',
      header: t('version'),
      lead: true,
      cell: ({ version, maskedTail }) => (
        <>
          <span className="num">{version}</span>{' '}
          <span className="font-mono text-sm text-ink-2">{maskedTail}</span>
        </>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state }) => <StatusDot tone={tones[state]}>{t(`word.${state}`)}</StatusDot>,
    },
    { key: 'verified', header: t('verified'), cell: ({ verifiedAt }) => time(verifiedAt) },
    {
      key: 'ended',
      header: t('ended'),
      cell: ({ destroyedAt, retiredAt }) => time(destroyedAt ?? retiredAt),
    },
  ]
}
