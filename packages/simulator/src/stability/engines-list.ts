import type { Handler } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { World } from '../world.ts'
import { accountRoute } from './account-route.ts'

/** `GET /v1/engines/list`. */
export function enginesList(world: World): Handler {
  return accountRoute(world, ({ response }) =>
    sendJson(response, 200, [
      {
        id: 'stable-diffusion-xl-1024-v1-0',
        name: 'Stable Diffusion XL v1.0',
        description: 'Stability-AI Stable Diffusion XL v1.0',
        type: 'PICTURE',
      },
      {
        id: 'stable-diffusion-v1-6',
        name: 'Stable Diffusion v1.6',
        description: 'Stability-AI Stable Diffusion v1.6',
        type: 'PICTURE',
      },
    ]),
  )
}
