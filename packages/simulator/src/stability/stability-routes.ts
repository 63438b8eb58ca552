import { randomBytes } from 'node:crypto'
import type { Route } from '../http/router.ts'
import type { World } from '../world.ts'
import { accountRoute } from './account-route.ts'
import { core } from './core.ts'
import { edits } from './edit.ts'
import { enginesList } from './engines-list.ts'
import { sendV1Error, sendV2Error } from './errors.ts'
import { generate } from './generate.ts'
import { createResults, results } from './results.ts'
import { sd3 } from './sd3.ts'
import { ultra } from './ultra.ts'
import { upscaleConservative, upscaleCreative, upscaleFast } from './upscale.ts'
import { userAccount } from './user-account.ts'
import { userBalance } from './user-balance.ts'

const endpoints = [ultra, core, sd3, upscaleFast, upscaleConservative, upscaleCreative, ...edits]

/** The Stability API under `/stability`. */
export function stabilityRoutes(world: World): Route[] {
  const kept = createResults(world.now)
  return [
    ...endpoints.map((endpoint): Route => ({
      method: 'POST',
      path: new RegExp(`^/stability/v2beta/stable-image/${endpoint.path}$`),
      handle: generate(world, endpoint, kept),
    })),
    {
      method: 'GET',
      path: /^\/stability\/v2beta\/results\/([^/]+)$/,
      handle: results(world, kept),
    },
    { method: 'GET', path: /^\/stability\/v1\/user\/balance$/, handle: userBalance(world) },
    { method: 'GET', path: /^\/stability\/v1\/user\/account$/, handle: userAccount(world) },
    { method: 'GET', path: /^\/stability\/v1\/engines\/list$/, handle: enginesList(world) },
    // An unknown v1 path says first that the key is missing, as the vendor does.
    {
      method: 'ANY',
      path: /^\/stability\/v1\//,
      handle: accountRoute(world, ({ response }) =>
        sendV1Error(response, 'not_found', 'The requested resource was not found.'),
      ),
    },
    {
      method: 'ANY',
      path: /^\/stability\//,
      handle: ({ response }) =>
        void sendV2Error(response, randomBytes(16).toString('hex'), 'not_found'),
    },
  ]
}
