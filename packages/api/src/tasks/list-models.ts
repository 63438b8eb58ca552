import type { AnyoneCtx } from '../context.ts'
import { closedModels } from './internal/closed-models.ts'
import { offersOf } from './internal/offers.ts'
import { priceSteps } from './internal/price-steps.ts'
import { routingView } from './internal/routing-view.ts'
import type { ModelView } from './schemas.ts'

/** The models that can be asked for: what they can do, today's price, who is open, typical time. */
export async function listModels({ deps, actor }: AnyoneCtx): Promise<{ models: ModelView[] }> {
  const userId = actor?.kind === 'user' ? actor.userId : null
  const [view, closed] = await Promise.all([
    routingView(deps),
    userId === null ? new Map<string, Date>() : closedModels(deps.sql, userId),
  ])
  const asked = {
    userId: userId ?? '',
    preference: 'balanced',
    ownKey: false,
    ceiling: null,
  } as const
  const models = [...view.models.values()].map((model): ModelView => {
    const { candidates } = offersOf(view, model, asked)
    const [best] = candidates
    return {
      ...model,
      price: best?.price ?? null,
      open: candidates.length,
      priceSteps: priceSteps(candidates),
      typicalMs: best?.measured === true ? Math.round(best.latencyMs) : null,
      closedUntil: closed.get(model.id) ?? null,
    }
  })
  return { models }
}
