'use client'
import type { Catalogue, ResourceView } from '@aetherflow/api/gateway/schemas'
import { Button } from '@aetherflow/ui/button'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import { toast } from '@aetherflow/ui/toaster'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useRouter } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { ApiError } from '../../errors/api-error.tsx'
import { DeleteDialog } from '../list/delete-dialog.tsx'
import { LimitBar } from '../list/limit-bar.tsx'
import { ResourceState } from '../list/resource-state.tsx'
import { NextStep } from '../list/next-step.tsx'
import { type ResourceActions, useResourceActions } from '../list/use-resource-actions.ts'
import { offeredBy } from '../settings/offered-by.ts'
import { SettingsFields } from '../settings/settings-fields.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { DriftSection } from '../drift/drift-section.tsx'
import { ReceiptsCheck } from '../receipts/receipts-check.tsx'
import { canStop } from '../stop/can-stop.ts'
import { StopDialog } from '../stop/stop-dialog.tsx'
import { BudgetForm } from './budget-form.tsx'
import { KeysSection } from './keys-section.tsx'
import { TermsNote } from './terms-note.tsx'
import { WhyNotPanel } from '../why-not/why-not-panel.tsx'
import { useResource } from '../wizard/use-resource.ts'
import { UseList, type UsePage } from './use-list.tsx'

type Props = {
  catalogue: Catalogue
  initial: ResourceView
  uses: UsePage | undefined
}

/** One resource: how it stands, what its key was used for, and everything that its owner sets. */
export function ResourcePage({ catalogue, initial, uses }: Props) {
  const t = useTranslations('provide.resource')
  const budget = useTranslations('provide.budget')
  const router = useRouter()
  const actions = useResourceActions()
  const [deleting, setDeleting] = useState(false)
  const { data } = useResource(initial.id, initial)
  const resource = data ?? initial
  const upstream = offeredBy(catalogue, resource)
  return (
    <>
      <ResourceHeading resource={resource} actions={actions} onDelete={() => setDeleting(true)} />
      {actions.error !== null && !deleting && <ApiError error={actions.error} />}
      <TermsNote resource={resource} />
      {resource.balanceDeclared && (
        <Section
          title={budget('title')}
          id="budget"
          description={budget('text', { vendor: resource.upstreamName })}
        >
          <BudgetForm resource={resource} />
        </Section>
      )}
      {upstream !== undefined && (
        <Section title={t('settings')} id="settings">
          <SettingsForm
            resource={initial}
            upstream={upstream}
            commissionBps={catalogue.commissionBps}
          />
        </Section>
      )}
      <KeysSection
        resource={resource}
        looks={catalogue.demoKeysOnly ? 'sk-sim-…' : (upstream?.keyHint ?? '')}
        demoKeysOnly={catalogue.demoKeysOnly}
      />
      <WhyNotPanel resourceId={resource.id} />
      <DriftSection resourceId={resource.id} vendor={resource.upstreamName} />
      <Section
        title={t('uses')}
        id="uses"
        description={t('usesText', { vendor: resource.upstreamName })}
      >
        <ReceiptsCheck resourceId={resource.id} />
        <UseList resourceId={resource.id} initial={uses} models={upstream?.models ?? []} />
      </Section>
      <DeleteDialog
        resource={deleting ? resource : null}
        remove={actions.remove}
        onClose={() => setDeleting(false)}
        onDeleted={() => router.replace(routes.provide)}
      />
    </>
  )
}

type HeadingProps = { resource: ResourceView; actions: ResourceActions; onDelete: () => void }

/** Whose it is, what one does with it, and how it stands. */
function ResourceHeading({ resource, actions, onDelete }: HeadingProps) {
  const t = useTranslations('provide.resource')
  return (
    <>
      <PageHeading
        title={resource.name}
        lead={
          <>
            {resource.upstreamName} ·{' '}
            <span className="font-mono text-sm">{resource.maskedTail}</span>
          </>
        }
        actions={
          <>
            <NextStep resource={resource} actions={actions} size="default" />
            {canStop(resource) && <StopDialog resource={resource} />}
            <Button variant="quiet" onClick={onDelete}>
              {t('delete')}
            </Button>
          </>
        }
      />
      <div className="flex flex-wrap items-start gap-x-10 gap-y-3">
        <ResourceState resource={resource} />
        <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-ink-2">{t('today')}</span>
          <LimitBar resource={resource} />
        </span>
      </div>
    </>
  )
}

type FormProps = {
  resource: ResourceView
  upstream: Catalogue['upstreams'][number]
  commissionBps: number
}

function SettingsForm({ resource, upstream, commissionBps }: FormProps) {
  const t = useTranslations('provide.resource')
  const common = useTranslations('common')
  const { draft, problems, change, save, saving, error } = useSettings(resource, () =>
    toast(t('saved')),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  return (
    <form noValidate onSubmit={submit} className="grid max-w-200 gap-6 pt-2">
      <SettingsFields
        upstream={upstream}
        commissionBps={commissionBps}
        draft={draft}
        problems={problems}
        onChange={change}
      />
      {error !== null && <ApiError error={error} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" loading={saving} loadingText={common('saving')}>
          {common('save')}
        </Button>
        <p className="text-sm text-ink-2">{t('saveNote')}</p>
      </div>
    </form>
  )
}
