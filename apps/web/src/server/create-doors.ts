import type { Deps } from '@aetherflow/api/deps'
import type { PicturePool } from '@aetherflow/pictures/create-picture-pool'
import { createCspReports } from './csp-reports.ts'
import type { Door } from './door.ts'
import { createExportDoor } from './export-door.ts'
import { createHealthDoor } from './health-door.ts'
import { createImageDoor } from './image-door.ts'
import { createMetricsDoor } from './metrics-door.ts'
import { createTrpcDoor } from './trpc-door.ts'
import { createUploadDoor } from './upload-door.ts'
import type { WebEnvironment } from './web-environment.ts'
import { createWebhookDoor } from './webhook-door.ts'

/** What the Node server answers itself, past Next. */
export function createDoors(
  deps: Deps,
  pictures: PicturePool,
  env: WebEnvironment,
): readonly Door[] {
  return [
    createTrpcDoor({ deps, secret: env.NEXTAUTH_SECRET, trustedProxyHops: env.TRUSTED_PROXY_HOPS }),
    createWebhookDoor(deps),
    createImageDoor(deps, pictures),
    createUploadDoor({
      deps,
      pictures,
      secret: env.NEXTAUTH_SECRET,
      trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    }),
    createExportDoor({ deps, secret: env.NEXTAUTH_SECRET }),
    createHealthDoor({
      deps,
      workerHealthUrl: env.WORKER_HEALTH_URL,
      simulatorUrl: env.SIMULATOR_URL,
    }),
    createMetricsDoor(deps, env.METRICS_TOKEN),
    ...(deps.mode === 'production' ? [] : [createCspReports()]),
  ]
}
