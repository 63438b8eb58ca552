'use client'
import type { ModelView, RunView, TaskView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTaskErrorText } from '../errors/use-error-text.ts'
import { type FailureGroup, groupFailures, isAboutPrompt } from './group-failures.ts'
import { useAgain } from './use-again.ts'

type Props = {
  account: string
  run: Omit<RunView, 'tasks'>
  tasks: readonly TaskView[]
  byId: ReadonlyMap<string, ModelView>
}

/** What failed: what happened, what happened to the money, what to do, the number to ask about. */
export function RunFailures(props: Props) {
  return groupFailures(props.tasks).map((group) => (
    <Failure key={group.code} {...props} group={group} />
  ))
}

function Failure({ account, run, byId, group }: Props & { group: FailureGroup }) {
  const t = useTranslations('runs.failure')
  const common = useTranslations('common')
  const errorText = useTaskErrorText()
  const { what, advice } = errorText(group.code)
  const [first] = group.tasks
  if (first === undefined) return null
  const returned = <CreditAmount value={group.returned} className="font-semibold text-ink" />
  return (
    <ErrorState
      title={t('title', { what: what.replace(/[.。]$/, ''), count: group.tasks.length })}
      money={
        <>
          {group.returned > 0n ? t.rich('money', { amount: () => returned }) : t('free')}{' '}
          <Link href={`${routes.task(first.id)}?tab=receipt`} className="link">
            {t('receipt')}
          </Link>
        </>
      }
      advice={advice}
      idLabel={common('reference')}
      id={first.id.slice(-12)}
      action={<FailureAction account={account} run={run} byId={byId} group={group} />}
    />
  )
}

/** The same prompt elsewhere or again, with its price on the button; a refused prompt goes back to be changed. */
function FailureAction({
  account,
  run,
  byId,
  group,
}: Omit<Props, 'tasks'> & { group: FailureGroup }) {
  const t = useTranslations('runs.failure')
  const again = useAgain(account)
  const modelIds = group.tasks.map(({ modelId }) => modelId)
  if (isAboutPrompt(group.code)) {
    return <Button onClick={() => again.edit({ run, modelIds })}>{t('edit')}</Button>
  }
  const failedOn = new Set(modelIds)
  const same = byId.get(modelIds[0] ?? '')
  const other = [...byId.values()].find(({ id, price }) => price !== null && !failedOn.has(id))
  const choices = [same, other].filter(
    (model): model is ModelView & { price: bigint } => model !== undefined && model.price !== null,
  )
  return choices.map((model) => (
    <Button
      key={model.id}
      onClick={() =>
        again.submit({ run, modelIds: modelIds.map(() => model.id), ceiling: model.price })
      }
    >
      {model.id === same?.id ? t('tryAgain') : t('tryModel', { model: model.name })} ·{' '}
      <CreditAmount value={model.price * BigInt(modelIds.length)} />
    </Button>
  ))
}
