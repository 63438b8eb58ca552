import type { Deps } from '../../deps.ts'
import { type CatalogueModel, readCatalogue } from './catalogue.ts'
import { readRoutingSnapshot, type RoutingSnapshot } from './routing-snapshot.ts'

const MAX_AGE_MS = 1_000

export type RoutingView = RoutingSnapshot & { models: ReadonlyMap<string, CatalogueModel> }
type Held = { view: Promise<RoutingView>; readAt: number }

// One per process: web and worker each propose from their own, and the claim decides.
const held = new WeakMap<Deps, Held>()

/** What is on offer, at most a second old; concurrent callers share one reading. */
export function routingView(deps: Deps): Promise<RoutingView> {
  const known = held.get(deps)
  if (known !== undefined && performance.now() - known.readAt < MAX_AGE_MS) return known.view
  const view = readView(deps)
  held.set(deps, { view, readAt: performance.now() })
  view.catch(() => held.delete(deps))
  return view
}

/** This process moved counters: the next caller reads anew. */
export function forgetRoutingView(deps: Deps): void {
  held.delete(deps)
}

async function readView({ sql }: Deps): Promise<RoutingView> {
  const [snapshot, models] = await Promise.all([readRoutingSnapshot(sql), readCatalogue(sql)])
  return { ...snapshot, models: new Map(models.map((model) => [model.id, model])) }
}
