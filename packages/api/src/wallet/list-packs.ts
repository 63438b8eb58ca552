import type { AnyoneCtx } from '../context.ts'
import { currentPacks } from './internal/current-packs.ts'
import { gatewayId, type packsOutput } from './schemas.ts'
import type { z } from 'zod'

/** What is for sale, with prices per currency, and the gateways that are open here. */
export async function listPacks(ctx: AnyoneCtx): Promise<z.infer<typeof packsOutput>> {
  const packs = await currentPacks(ctx.deps)
  const gateways = gatewayId.options.filter((id) => ctx.deps.gateways.has(id))
  return {
    gateways,
    methods: gateways.map((gateway) => ({
      gateway,
      currencies: [...(ctx.deps.gateways.get(gateway)?.currencies ?? [])],
    })),
    packs: packs.map(({ code, credits, minCredits, maxCredits, prices }) => ({
      code,
      credits,
      minCredits,
      maxCredits,
      prices: prices.map(({ currency, amountMinor, perCredits }) => ({
        currency,
        amountMinor,
        perCredits,
      })),
    })),
  }
}
