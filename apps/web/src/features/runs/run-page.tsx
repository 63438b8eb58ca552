'use client'
import type { ModelView, RunView } from '@aetherflow/api/tasks/schemas'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { Facts } from '@aetherflow/ui/facts'
import { Section } from '@aetherflow/ui/section'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Moment } from '../../components/moment.tsx'
import { useTRPC } from '../../trpc/client.tsx'
import { useLiveList } from '../live/live-tasks.tsx'
import { PageBody } from '../shell/page-body.tsx'
import { type InitialModels, useModels } from '../studio/use-models.ts'
import { useStyleName } from '../studio/use-style-name.ts'
import { RunCard } from './run-card.tsx'
import { useOptionFacts } from './use-option-facts.tsx'

type Props = { account: string; initial: RunView; initialModels: InitialModels }

/** One run by its own address: it can be left, reloaded and shared between one's devices while it is made. */
export function RunPage({ account, initial, initialModels }: Props) {
  const t = useTranslations('runs.page')
  const common = useTranslations('common')
  const trpc = useTRPC()
  const { byId } = useModels(initialModels)
  const query = useQuery({
    ...trpc.tasks.run.queryOptions({ runId: initial.id }),
    initialData: initial,
  })
  const run = query.data
  return (
    <PageBody>
      <h1 className="sr-only">{t('heading', { count: run.tasks.length })}</h1>
      <RunCard
        account={account}
        run={run}
        byId={byId}
        eager
        onExpired={() => void query.refetch()}
      />
      <Section
        id="settings"
        title={t('settings')}
        aside={
          run.prompt !== '' && (
            <CopyButton text={run.prompt} label={t('copyPrompt')} copiedLabel={common('copied')} />
          )
        }
      >
        <div className="max-w-reading">
          <Facts items={useRunFacts(run, byId)} />
        </div>
      </Section>
    </PageBody>
  )
}

function useRunFacts(run: RunView, byId: ReadonlyMap<string, ModelView>) {
  const t = useTranslations('runs.page')
  const studio = useTranslations('studio')
  const styleName = useStyleName()
  const tasks = useLiveList(run.tasks)
  const sum = (amounts: (bigint | null)[]) =>
    amounts.reduce<bigint>((all, one) => all + (one ?? 0n), 0n)
  const modelIds = [...new Set(run.tasks.map(({ modelId }) => modelId))]
  const options = useOptionFacts(
    run.params,
    modelIds.map((id) => byId.get(id)),
  )
  const { stylePreset, aspectRatio, outputFormat } = run.params
  const items = [
    { name: t('created'), value: <Moment at={run.createdAt} /> },
    { name: t('shape'), value: aspectRatio ?? '' },
    { name: t('style'), value: stylePreset === undefined ? '' : styleName(stylePreset) },
    { name: t('negative'), value: run.negativePrompt },
    { name: t('format'), value: outputFormat.toUpperCase() },
    ...options,
    { name: t('preference'), value: studio(`preference.${run.preference}`) },
    { name: t('held'), value: <CreditAmount value={sum(tasks.map(({ ceiling }) => ceiling))} /> },
    { name: t('paid'), value: <CreditAmount value={sum(tasks.map(({ price }) => price))} /> },
    {
      name: t('returned'),
      value: <CreditAmount value={sum(tasks.map(({ released }) => released))} />,
    },
  ]
  return items.filter(({ value }) => value !== '')
}
