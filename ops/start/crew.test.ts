import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { clearOrphans, createCrew } from './crew.ts'
import type { Holder } from './data-folder-lock.ts'
import { isRunning } from './process-identity.ts'
import { spawnChild } from './spawn-child.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-crew-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const options = (name: string, script: string) => ({
  name,
  command: ['--eval', script],
  cwd: folder,
  environment: { PATH: process.env.PATH ?? '' },
  logFile: path.join(folder, `${name}.log`),
})
const serving = (name: string) =>
  options(name, `console.log('{"ready":true}'); setInterval(() => {}, 1000)`)

function newCrew() {
  const written: string[][] = []
  const crew = createCrew({
    record: ({ children = [] }) => written.push(children.map(({ name }) => name)),
  })
  return { crew, written }
}

it('stops the last one first and writes down who is left', async () => {
  const { crew, written } = newCrew()
  for (const name of ['simulator', 'worker', 'web']) await crew.start(serving(name)).ready
  await crew.stopAll(never)
  expect(written.slice(-3)).toEqual([['simulator', 'worker'], ['simulator'], []])
})

it('tells when one of them dies', async () => {
  const { crew } = newCrew()
  await crew.start(serving('web')).ready
  const worker = crew.start(
    options('worker', `console.log('{"ready":true}'); setTimeout(() => process.exit(7), 1)`),
  )
  expect(await crew.death).toMatchObject({ name: 'worker', code: 7 })
  await worker.ended
  await crew.stopAll(never)
})

it('does not take one that ends by itself, or that it stopped, for a death', async () => {
  const { crew } = newCrew()
  await crew.start(options('build', ''), 'by-itself').ended
  await crew.start(serving('web')).ready
  await crew.stopAll(never)
  expect(await Promise.race([crew.death, Promise.resolve('nobody died')])).toBe('nobody died')
})

it('lets nobody join once it is stopping', async () => {
  const { crew } = newCrew()
  await crew.start(serving('simulator')).ready
  const stopped = crew.stopAll(never)
  expect(() => crew.start(serving('worker'))).toThrow('not started any more')
  await stopped
})

it('ends what a killed supervisor left behind', async () => {
  const child = spawnChild(
    options('worker', `console.log('{"ready":true}'); setTimeout(() => process.exit(), 300)`),
  )
  await child.ready
  const orphans: Holder['children'] = [{ name: 'worker', ...child.identity }]
  await clearOrphans(orphans)
  expect(orphans.filter(isRunning)).toEqual([])
  await child.ended
})
