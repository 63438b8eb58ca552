import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeGate } from '../../processes/gate.ts'
import { openWorld, type World } from '../../processes/open-world.ts'
import { addSupply } from '../../processes/people.ts'
import { expectNoHold, expectOneHold, newBuyer, submitThrough } from '../buyer.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

let proxy: TcpProxy
let world: World
beforeAll(async () => {
  proxy = await startTcpProxy({
    host: '127.0.0.1',
    port: Number(new URL(process.env['TEST_CLUSTER_URL'] ?? '').port),
  })
  world = await openWorld({ databasePort: proxy.port })
  const worker = await world.startWorker()
  await addSupply(world)
  await worker.end()
})
afterAll(async () => {
  await world.close()
  await proxy.close()
})

it('F1: the web dies before the hold commits: no hold, and the same request makes one', async () => {
  const buyer = await newBuyer(world)
  const first = await world.startWebDoor()
  const gate = await closeGate(world, 'submit')
  const lost = submitThrough(String(first.ready['url']), buyer)
  await gate.stopped(1)
  first.signal('SIGKILL')
  expect(await lost).toHaveProperty('lost')
  await gate.breakOff()
  await gate.open()
  await expectNoHold(world, buyer)

  const second = await world.startWebDoor()
  const answer = await submitThrough(String(second.ready['url']), buyer)
  if (!('runId' in answer)) throw answer.lost
  await expectOneHold(world, buyer, answer.runId)
})

it('F2: the answer is lost after the hold committed: the same request finds the same run', async () => {
  const buyer = await newBuyer(world)
  const web = await world.startWebDoor()
  const between = await startTcpProxy({
    host: '127.0.0.1',
    port: Number(new URL(String(web.ready['url'])).port),
  })
  const happened = between.loseAnswerTo((asked) => asked.includes('tasks.submit'))
  expect(await submitThrough(`http://127.0.0.1:${between.port}`, buyer)).toHaveProperty('lost')
  await happened
  const again = await submitThrough(`http://127.0.0.1:${between.port}`, buyer)
  if (!('runId' in again)) throw again.lost
  await expectOneHold(world, buyer, again.runId)
  const other = await submitThrough(`http://127.0.0.1:${between.port}`, buyer, 'something else')
  expect(other).toMatchObject({ lost: { data: { reason: 'IDEMPOTENCY_CONFLICT' } } })
  await between.close()
})

it('F3: the database’s answer is lost during the commit: the client sees one truth', async () => {
  const buyer = await newBuyer(world)
  const web = await world.startWebDoor()
  const url = String(web.ready['url'])
  // The one statement is the transaction, so its answer is the news of the commit.
  const happened = proxy.loseAnswerTo((asked) => asked.includes(buyer.clientId))
  const first = await submitThrough(url, buyer)
  await happened
  const again = await submitThrough(url, buyer)
  if (!('runId' in again)) throw again.lost
  if ('runId' in first) expect(first.runId).toBe(again.runId)
  await expectOneHold(world, buyer, again.runId)
})
