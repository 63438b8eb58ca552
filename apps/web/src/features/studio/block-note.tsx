'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useReason } from '../images/use-words.ts'
import { CapNote } from '../limits/cap-note.tsx'
import type { Block } from './block-of-draft.ts'
import { LanguageNote } from './language-note.tsx'
import { modelForPicture } from './picture-fit.ts'
import { usePictureWords } from './picture-words.ts'
import type { Composing } from './use-composer.ts'

type Props = {
  block: Block
  composing: Composing
  byId: ReadonlyMap<string, ModelView>
}

/** Why nothing can be sent as it stands, and the way out; said before the press, not after. */
export function BlockNote(props: Props) {
  const { block } = props
  switch (block.kind) {
    case 'language':
      return <LanguageNote {...props} block={block} />
    case 'closed':
    case 'no-provider':
    case 'nothing-shared':
      return <ModelsNote {...props} block={block} />
    case 'ceiling-low':
      return <DearerNote {...props} block={block} />
    case 'picture-unfit':
      return <PictureNote {...props} block={block} />
    case 'frozen':
    case 'cap':
    case 'short':
      return <WalletNote block={block} />
    case 'prompt-empty':
    case 'prompt-long':
    case 'picture-missing':
    case 'picture-gone':
    case 'mask-size':
    case 'option':
    case 'needs-one-of':
    case 'seed':
    case 'ceiling-invalid':
    case 'no-model':
      return null
  }
}

type Of<Kind extends Block['kind']> = Props & { block: Extract<Block, { kind: Kind }> }

/** What the chosen models cannot do at all, or not together. */
function ModelsNote({ block, composing, byId }: Of<'closed' | 'no-provider' | 'nothing-shared'>) {
  const t = useTranslations('studio.block')
  const format = useFormatter()
  const reason = useReason()
  const models = format.list(block.modelIds.map((id) => byId.get(id)?.name ?? id))
  const { chosen, choose, draft } = composing
  const rest = chosen.filter(({ model }) => !block.modelIds.includes(model.id))
  const without = rest.length > 0 && block.kind !== 'nothing-shared' && (
    <Button
      size="dense"
      onClick={() => choose(rest.map(({ model: { id }, count }) => ({ id, count })))}
    >
      {t('without')}
    </Button>
  )
  switch (block.kind) {
    case 'closed': {
      const time = format.dateTime(block.until, {
        dateStyle: 'short',
        timeStyle: 'short',
        hour12: false,
      })
      return (
        <Callout tone="warn" action={without}>
          {t('closed', { models, time })}
        </Callout>
      )
    }
    case 'no-provider':
      return (
        <Callout
          tone="warn"
          title={t(draft.ownKey ? 'noProviderOwn' : 'noProvider', { models })}
          action={without}
        >
          {block.reasons.length > 0 && (
            <p>{format.list(block.reasons.map(reason), { type: 'unit' })}</p>
          )}
          <p>{t('noProviderAdvice')}</p>
        </Callout>
      )
    case 'nothing-shared':
      return (
        <Callout tone="warn" title={t(`nothingShared.${block.setting}`, { models })}>
          {t('nothingSharedAdvice')}
        </Callout>
      )
  }
}

function DearerNote({ block, composing, byId }: Of<'ceiling-low'>) {
  const t = useTranslations('studio.block')
  const format = useFormatter()
  const { draft, change } = composing
  const drop = () =>
    change({
      ceilings: Object.fromEntries(
        Object.entries(draft.ceilings).filter(([id]) => !block.modelIds.includes(id)),
      ),
    })
  return (
    <Callout
      tone="warn"
      title={t('dearer', {
        models: format.list(block.modelIds.map((id) => byId.get(id)?.name ?? id)),
      })}
      action={
        <Button size="dense" onClick={drop}>
          {t('dropLimit')}
        </Button>
      }
    >
      {t.rich('dearerAdvice', {
        count: block.modelIds.length,
        price: () => <CreditAmount value={block.price} className="font-semibold text-ink" />,
        limit: () => <CreditAmount value={block.limit} />,
      })}
    </Callout>
  )
}

function PictureNote({ block, composing, byId }: Of<'picture-unfit'>) {
  const t = useTranslations('studio.picture')
  const words = usePictureWords()
  const model = byId.get(block.modelId)?.name ?? block.modelId
  const picture = composing.pictures[block.input].data
  const { kind } = block.problem
  const isOutput = kind === 'output' || kind === 'output-png'
  const fitting =
    !isOutput && picture
      ? modelForPicture(composing.able, block.input, picture, composing.models)
      : undefined
  const smaller =
    kind === 'output-png' ? composing.shared.formats.find((format) => format !== 'png') : undefined
  const advice = { output: 'unfit.outputAdvice', 'output-png': 'unfit.pngAdvice' } as const
  return (
    <Callout
      tone="warn"
      title={words.problem(block.problem, model)}
      action={
        <>
          {fitting && (
            <Button
              size="dense"
              onClick={() => composing.choose([{ id: fitting.id, count: composing.images }])}
            >
              {t('useModel', { model: fitting.name })}
            </Button>
          )}
          {smaller && (
            <Button size="dense" onClick={() => composing.change({ outputFormat: smaller })}>
              {t('useFormat', { format: smaller === 'webp' ? 'WebP' : 'JPEG' })}
            </Button>
          )}
          <Button size="dense" onClick={() => composing.change({ [block.input]: null })}>
            {t('takeOther')}
          </Button>
        </>
      }
    >
      {t(isOutput ? advice[kind] : 'unfit.advice')}
    </Callout>
  )
}

/** What the account or its wallet does not allow. */
function WalletNote({ block }: { block: Extract<Block, { kind: 'frozen' | 'cap' | 'short' }> }) {
  const t = useTranslations('studio.block')
  switch (block.kind) {
    case 'frozen':
      return (
        <Callout tone="bad" title={t('frozen')}>
          {t('frozenAdvice')}
        </Callout>
      )
    case 'cap':
      return <CapNote cap={block.cap} spent={block.spent} required={block.required} />
    case 'short':
      return (
        <Callout
          tone="warn"
          title={t.rich('short', { amount: () => <CreditAmount value={block.missing} /> })}
          action={
            <Link href={routes.wallet} className={buttonClass({ size: 'dense' })}>
              {t('topUp')}
            </Link>
          }
        >
          {t('shortAdvice')}
        </Callout>
      )
  }
}
