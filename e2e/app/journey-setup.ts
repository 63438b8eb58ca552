import type { TestProject } from 'vitest/node'
import { serveApp } from './serve-app.ts'

declare module 'vitest' {
  interface ProvidedContext {
    address: string
    simulatorUrl: string
    dataDir: string
  }
}

/** One empty product for the journeys of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const app = await serveApp({ mode: 'test' })
  project.provide('address', app.address)
  project.provide('simulatorUrl', app.simulatorUrl)
  project.provide('dataDir', app.dataDir)
  return app.stop
}
