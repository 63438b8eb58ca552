import { fileURLToPath } from 'node:url'
import next from 'next'
import { createDeps } from './server/create-deps.ts'
import { createDoors } from './server/create-doors.ts'
import { createPictures } from './server/create-pictures.ts'
import { createRequestListener } from './server/create-request-listener.ts'
import { createHostRule } from './server/host-rule.ts'
import { keepDeps } from './server/deps-slot.ts'
import { keepEnvironment } from './server/environment-slot.ts'
import { closeServer, listen } from './server/listen.ts'
import { readServerEnvironment } from './server/read-server-environment.ts'
import { readWebEnvironment } from './server/web-environment.ts'

/** The web process: one Node server, its own doors first, the rest handed to Next. */
async function serve(): Promise<void> {
  const environment = readServerEnvironment(process.env)
  const webEnvironment = readWebEnvironment(process.env)
  const { deps, close } = createDeps(webEnvironment)
  const pictures = createPictures(webEnvironment)
  // Before Next loads its pages: they read the same objects.
  keepDeps(deps)
  keepEnvironment(webEnvironment)
  const dev = process.argv.includes('--dev')
  const dir = fileURLToPath(new URL('..', import.meta.url))
  // next-intl looks for its configuration below the working folder while it compiles.
  if (dev) process.chdir(dir)
  const app = next({
    dev,
    dir,
    hostname: environment.host,
    port: environment.port,
  })
  await app.prepare()
  const listener = createRequestListener({
    doors: createDoors(deps, pictures, webEnvironment),
    next: app.getRequestHandler(),
    reportPath: environment.mode === 'production' ? null : '/api/csp-report',
    isPublicHttps: environment.isPublicHttps,
    isOurHost: createHostRule(deps.publicUrl, deps.mode !== 'production'),
    trustedProxyHops: webEnvironment.TRUSTED_PROXY_HOPS,
    onError: (err, path) => deps.log.error({ err, path }, 'request failed'),
  })
  const { server, url } = await listen(listener, environment)
  print(process.stdout, { ready: true, url })

  const stop = async () => {
    await closeServer(server)
    await app.close()
    await pictures.close()
    await close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

function print(stream: NodeJS.WriteStream, line: Record<string, unknown>): void {
  stream.write(`${JSON.stringify(line)}\n`)
}

// Next keeps a process alive on uncaught errors, so a failed start has to end it itself.
try {
  await serve()
} catch (error) {
  print(process.stderr, { level: 'error', at: 'start', error: String(error) })
  process.exit(1)
}
