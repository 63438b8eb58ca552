'use client'
import type { RunView, SubmitRun } from '@aetherflow/api/tasks/schemas'
import { usePathname, useRouter } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { type Draft, draftOfRun } from '../studio/draft.ts'
import { newClientId } from '../studio/new-client-id.ts'
import { keepForSending, studioStorage } from '../studio/studio-storage.ts'

type Again = { run: Omit<RunView, 'tasks'>; modelIds: readonly string[] }

/** Two ways to make something again: into the composer, or at once at a price that stands on the button. */
export function useAgain(account: string) {
  const router = useRouter()
  const pathname = usePathname()
  const toStudio = () => {
    if (pathname === routes.studio) window.scrollTo({ top: 0, behavior: 'smooth' })
    else router.push(routes.studio)
  }
  return {
    edit({
      run,
      modelIds,
      seed = null,
      change = {},
    }: Again & { seed?: bigint | null; change?: Partial<Draft> }) {
      studioStorage(account).draft.set({ ...draftOfRun(run, modelIds, seed), ...change })
      toStudio()
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[name="prompt"]')?.focus())
    },
    submit({ run, modelIds, ceiling }: Again & { ceiling: bigint }) {
      keepForSending(account, inputOf(run, modelIds, ceiling))
      toStudio()
    },
  }
}

function inputOf(run: Again['run'], modelIds: readonly string[], ceiling: bigint): SubmitRun {
  return {
    clientId: newClientId(),
    prompt: run.prompt,
    negativePrompt: run.negativePrompt,
    params: paramsFor(run.params, modelIds),
    preference: run.preference,
    ownKey: run.ownKey,
    tasks: modelIds.map((modelId) => ({ modelId, ceiling: run.ownKey ? 0n : ceiling, seed: null })),
  }
}

/** The same settings; options are a model's own, so those of other models stay behind. */
function paramsFor(params: RunView['params'], modelIds: readonly string[]): SubmitRun['params'] {
  const { options, ...shared } = params
  const own = Object.entries(options ?? {}).filter(([id]) => modelIds.includes(id))
  return own.length === 0 ? shared : { ...shared, options: Object.fromEntries(own) }
}
