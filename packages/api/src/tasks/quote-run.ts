import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { CatalogueModel } from './internal/catalogue.ts'
import { closedModels } from './internal/closed-models.ts'
import { countReasons, offersOf } from './internal/offers.ts'
import { priceSteps } from './internal/price-steps.ts'
import { promptLanguage, takesLanguage } from './internal/prompt-language.ts'
import { type RoutingView, routingView } from './internal/routing-view.ts'
import { suggestModels } from './internal/suggest-models.ts'
import type { Capability, Quote, Quoted, QuoteLine } from './schemas.ts'

const SHOWN_PRICES = 3

/**
 * What a run would cost: the best candidate's price under the preference, per image and in all, who
 * could run it, and why nobody can. Promises nothing: submit holds the ceiling it is given. Throws MODEL_UNAVAILABLE.
 */
export async function quoteRun({ deps, actor }: UserCtx, input: Quote): Promise<Quoted> {
  const [view, closed] = await Promise.all([
    routingView(deps),
    closedModels(deps.sql, actor.userId),
  ])
  const language = promptLanguage(input.prompt)
  const operations = new Set<Capability['operation']>()
  const lines = input.models.map(({ modelId, count }) => {
    const model = view.models.get(modelId)
    if (model === undefined) throw new DomainError('MODEL_UNAVAILABLE', { modelId })
    operations.add(model.capability.operation)
    const takes = takesLanguage(model.capability.promptLanguages, language)
    return {
      ...priceLine(view, model, count, { ...input, userId: actor.userId }),
      language:
        takes || language === null
          ? null
          : { found: language, takes: model.capability.promptLanguages },
      closedUntil: closed.get(modelId) ?? null,
    }
  })
  return {
    lines,
    total: sumOf(lines.map(({ total }) => total)),
    ceilingTotal: sumOf(
      lines.map(({ ceiling, count }) => (ceiling === null ? null : ceiling * BigInt(count))),
    ),
    suggestions:
      language === null
        ? []
        : suggestModels(view, language, { ...input, userId: actor.userId, operations }),
  }
}

type Asked = Pick<Quote, 'preference' | 'ownKey'> & { userId: string }

function priceLine(
  view: RoutingView,
  model: CatalogueModel,
  count: number,
  { userId, preference, ownKey }: Asked,
): Omit<QuoteLine, 'language' | 'closedUntil'> {
  const { candidates, excluded } = offersOf(view, model, {
    userId,
    preference,
    ownKey,
    ceiling: null,
  })
  const [best] = candidates
  const allBusy = candidates.every(({ waitsFor }) => waitsFor !== null)
  return {
    modelId: model.id,
    count,
    price: best?.price ?? null,
    ceiling: best?.price ?? null,
    total: best === undefined ? null : best.price * BigInt(count),
    candidatePrices: candidates.slice(0, SHOWN_PRICES).map(({ price }) => price),
    candidates: candidates.length,
    priceSteps: priceSteps(candidates),
    typicalMs: best?.measured === true ? Math.round(best.latencyMs) : null,
    waitsFor: allBusy ? (best?.waitsFor ?? null) : null,
    reasons: best === undefined ? countReasons(excluded) : [],
  }
}

function sumOf(amounts: readonly (bigint | null)[]): bigint | null {
  return amounts.reduce<bigint | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0n,
  )
}
