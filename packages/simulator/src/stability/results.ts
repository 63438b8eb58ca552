import { randomBytes } from 'node:crypto'
import type { Handler } from '../http/router.ts'
import type { World } from '../world.ts'
import { authorize } from './authorize.ts'
import { sendV2Error } from './errors.ts'

/** `GET /v2beta/results/{id}`: no simulated route is asynchronous, so nothing is ever found. */
export function results(world: World): Handler {
  return ({ request, response }) => {
    const known = authorize(world, request).kind === 'caller'
    sendV2Error(
      response,
      randomBytes(16).toString('hex'),
      known ? 'generation_not_found' : 'unauthorized',
    )
  }
}
