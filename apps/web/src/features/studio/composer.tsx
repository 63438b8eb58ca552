'use client'
import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { Kbd } from '@aetherflow/ui/kbd'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useId, useState } from 'react'
import { BlockNote } from './block-note.tsx'
import { isBehindMore, isUnfilled } from './block-of-draft.ts'
import { ComposerSettings } from './composer-settings.tsx'
import { OperationPicker } from './operation-picker.tsx'
import { PriceFooter } from './price-footer.tsx'
import { PromptField } from './prompt-field.tsx'
import { runOfDraft } from './run-of-draft.ts'
import { SettingsSummary } from './settings-summary.tsx'
import { useSubmitKeys, useSubmitKeysName } from './submit-keys.ts'
import type { Composing } from './use-composer.ts'
import type { useModels } from './use-models.ts'
import { WorkOn } from './work-on.tsx'

type Props = {
  account: string
  composing: Composing
  catalogue: ReturnType<typeof useModels>
  mayUseOwn: boolean
  sending: boolean
  prompt: RefObject<HTMLTextAreaElement | null>
  /** What the server refused last, above the price. */
  refusal: ReactNode
  onSubmit: (run: SubmitRun) => void
}

/**
 * What shall be made. A column beside the runs; on a phone a sheet at the bottom, of which prompt, price
 * and button stay in view while the settings are folded.
 */
export function Composer(props: Props) {
  const { composing, sending, prompt, onSubmit } = props
  const t = useTranslations('studio')
  const { draft, change, chosen, price, block, shared } = composing
  const [open, setOpen] = useState(false)
  // On a phone, too, a setting that does not fit is shown.
  if (!open && isBehindMore(block)) setOpen(true)
  const [asked, setAsked] = useState(false)
  const stops = price.atMost === null || (block !== null && !isUnfilled(block))

  const submit = () => {
    if (sending || stops) return
    if (block !== null) {
      setAsked(true)
      if (block.kind === 'prompt-empty') prompt.current?.focus()
      return
    }
    setAsked(false)
    setOpen(false)
    onSubmit(runOfDraft(draft, chosen, price))
  }
  useSubmitKeys(submit)
  return (
    <form
      aria-label={t('composer')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="flex min-h-0 flex-col max-md:max-h-[calc(100dvh-7.5rem)] md:h-full"
    >
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto px-4 pt-3 pb-3 max-md:gap-4 md:flex-1 md:px-5 md:pt-5">
        {/* On a phone the usual thing to do is folded away with the settings. */}
        <div
          className={`empty:hidden ${open || composing.operation !== 'text-to-image' ? '' : 'max-md:hidden'}`}
        >
          <OperationPicker
            operations={composing.operations}
            value={composing.operation}
            onChange={(operation) => change({ operation })}
          />
        </div>
        <WorkOn composing={composing} asked={asked} part="pictures" />
        {shared.prompt !== 'none' && (
          <PromptField
            value={draft.prompt}
            max={shared.maxPromptChars}
            required={shared.prompt === 'required'}
            block={block}
            asked={asked}
            field={prompt}
            onChange={(text) => change({ prompt: text })}
          />
        )}
        <WorkOn composing={composing} asked={asked} part="options" />
        <SettingsSummary composing={composing} open={open} onToggle={() => setOpen(!open)} />
        <div className={`grid grid-cols-[minmax(0,1fr)] gap-5 ${open ? '' : 'max-md:hidden'}`}>
          <ComposerSettings {...props} asked={asked} />
        </div>
      </div>
      <ComposerFooter {...props} stops={stops} />
    </form>
  )
}

/** Price and button, always in view, and above them whatever is in the way. */
function ComposerFooter({
  composing,
  catalogue,
  sending,
  refusal,
  stops,
}: Props & { stops: boolean }) {
  const t = useTranslations('studio')
  const { draft, models, price, block } = composing
  const keys = useSubmitKeysName()
  const id = useId()
  return (
    <footer className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-line px-4 pt-3 pb-3 md:px-5 md:pt-4 md:pb-5">
      {refusal}
      <div aria-live="polite" className="empty:hidden">
        {block !== null && <BlockNote block={block} composing={composing} byId={catalogue.byId} />}
      </div>
      <PriceFooter
        id={id}
        price={price}
        ownKey={draft.ownKey}
        names={new Map(models.map((model) => [model.id, model.name]))}
      />
      <Button
        type="submit"
        variant="primary"
        size="touch"
        wide
        aria-describedby={id}
        disabled={stops}
        loading={sending}
        loadingText={t('sending')}
      >
        {t('generate')}
        <span className="max-md:hidden">
          <Kbd>{keys}</Kbd>
        </span>
      </Button>
    </footer>
  )
}
