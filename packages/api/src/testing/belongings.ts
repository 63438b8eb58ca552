import { randomUUID } from 'node:crypto'
import { createCaller } from '../app-router.ts'
import { addCredits, addUser } from './arrange.ts'
import { orderPack } from './buyer.ts'
import { type TestUser, userCtx } from './contexts.ts'
import { addResource, depositKey } from './deposit-key.ts'
import type { TestDeps } from './test-deps.ts'

/** Gives a provider one of everything that has an owner; the ids by the names that procedures have for them. */
export async function addBelongings(t: TestDeps, owner: TestUser): Promise<Record<string, string>> {
  await addCredits(t, owner, 100)
  const resourceId = await addResource(t, owner)
  // Nobody's task runs on their own resource.
  await addResource(t, await addUser(t, 'provider'))
  const begun = await depositKey(t, owner)
  const own = userCtx(t.deps, owner)
  const submitted = await createCaller(own).tasks.submit({
    clientId: randomUUID(),
    prompt: 'a lighthouse at dusk',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    tasks: [{ modelId: 'stability:core', ceiling: 300n }],
  })
  const taskId = submitted.tasks[0]?.taskId ?? ''
  const order = await orderPack(own)
  return {
    resourceId,
    credentialId: begun.context.credentialId,
    taskId,
    runId: submitted.runId,
    orderId: order.id,
    sessionId: await addSession(t, owner),
    ...(await addPictures(t, owner, taskId)),
    disputeId: await addDispute(t, { owner, taskId, resourceId }),
  }
}

async function addPictures(t: TestDeps, owner: TestUser, taskId: string) {
  const [imageId, pictureId] = [randomUUID(), randomUUID()]
  await t.admin.query(
    `INSERT INTO images (id, task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes, state)
     VALUES ($1, $2, $3, $4, 'images/k', 'images/t', repeat('f', 64), 'image/png', 8, 8, 8, 'delivered')`,
    [imageId, taskId, randomUUID(), owner.id],
  )
  await t.admin.query(
    `INSERT INTO reference_assets (id, user_id, client_id, request_hash, storage_key, thumb_key, sha256, mime_type,
       width, height, size_bytes)
     VALUES ($1, $2, $3, repeat('0', 64), 'uploads/k', 'uploads/t', repeat('f', 64), 'image/png', 8, 8, 8)`,
    [pictureId, owner.id, randomUUID()],
  )
  return { imageId, pictureId }
}

async function addSession(t: TestDeps, owner: TestUser): Promise<string> {
  const sessionId = randomUUID()
  await t.admin.query(
    `INSERT INTO sessions (id, user_id, idle_expires_at, expires_at) VALUES ($1, $2, 'infinity', 'infinity')`,
    [sessionId, owner.id],
  )
  return sessionId
}

async function addDispute(
  t: TestDeps,
  { owner, taskId, resourceId }: { owner: TestUser; taskId: string; resourceId: string },
): Promise<string> {
  const disputeId = randomUUID()
  await t.admin.query(
    `INSERT INTO settlements (task_id, attempt_id, consumer_id, provider_id, resource_id, price, fee, provider_share, from_available, matures_at, state)
     VALUES ($1, $2, $3, $3, $4, 300, 60, 240, 300, 'infinity', 'disputed')`,
    [taskId, randomUUID(), owner.id, resourceId],
  )
  await t.admin.query(
    `INSERT INTO disputes (id, task_id, user_id, client_id, request_hash, type, description)
     VALUES ($1, $2, $3, $4, repeat('0', 64), 'other', 'this is not what I asked for')`,
    [disputeId, taskId, owner.id, randomUUID()],
  )
  return disputeId
}
