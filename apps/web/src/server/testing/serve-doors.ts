import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import type { Deps } from '@aetherflow/api/deps'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import type { TestDeps } from '@aetherflow/api/testing/test-deps'
import { encode } from 'next-auth/jwt'
import { createExportDoor } from '../export-door.ts'
import { createHealthDoor } from '../health-door.ts'
import { createImageDoor } from '../image-door.ts'
import { createMetricsDoor } from '../metrics-door.ts'
import { createRequestListener } from '../create-request-listener.ts'
import { createTrpcDoor } from '../trpc-door.ts'
import { createUploadDoor } from '../upload-door.ts'
import { createWebhookDoor } from '../webhook-door.ts'
import { lazyPictures } from './lazy-pictures.ts'

const sessionSecret = 'session-secret-of-the-tests-0123456789'

export type ServedDoors = {
  url: string
  deps: Deps
  /** What went wrong past a door. */
  errors: unknown[]
  close(): void
}

export type DoorOptions = {
  mode?: Deps['mode']
  metricsToken?: string
  workerHealthUrl?: string
  simulatorUrl?: string
}

/** The server's own doors on a free port, as the web process puts them together. */
export async function serveDoors(test: TestDeps, options: DoorOptions = {}): Promise<ServedDoors> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deps: Deps = { ...test.deps, publicUrl: url, mode: options.mode ?? 'test' }
  const errors: unknown[] = []
  const pictures = lazyPictures()
  const listener = createRequestListener({
    doors: [
      createTrpcDoor({ deps, secret: sessionSecret, trustedProxyHops: 0 }),
      createWebhookDoor(deps),
      createImageDoor(deps, pictures),
      createUploadDoor({ deps, pictures, secret: sessionSecret, trustedProxyHops: 0 }),
      createExportDoor({ deps, secret: sessionSecret }),
      createHealthDoor({
        deps,
        workerHealthUrl: options.workerHealthUrl,
        simulatorUrl: options.simulatorUrl,
      }),
      createMetricsDoor(deps, options.metricsToken),
    ],
    next: (_request, response) => void response.writeHead(404).end('next'),
    reportPath: null,
    isPublicHttps: false,
    onError: (error) => errors.push(error),
  })
  server.on('request', listener)
  return {
    url,
    deps,
    errors,
    close() {
      server.closeAllConnections()
      server.close()
      void pictures.close()
    },
  }
}

/** A session straight into its table, and the cookie that next-auth would have set for it. */
export async function signedIn(
  test: TestDeps,
  user: TestUser,
): Promise<{ cookie: string; sessionId: string }> {
  const sessionId = randomUUID()
  await test.admin.query(
    `INSERT INTO sessions (id, user_id, idle_expires_at, expires_at)
     VALUES ($1, $2, now() + interval '7 days', now() + interval '30 days')`,
    [sessionId, user.id],
  )
  return { cookie: await cookieOf({ sid: sessionId }), sessionId }
}

export async function cookieOf(
  token: Record<string, unknown>,
  secret = sessionSecret,
): Promise<string> {
  return `aetherflow.session=${await encode({ token, secret })}`
}
