import { createHash } from 'node:crypto'
import type { Prisma } from '@aetherflow/db/prisma'
import type { SettleInput } from '@aetherflow/ledger/settle-item'

type Transaction = Parameters<Parameters<Prisma['$transaction']>[0]>[0]
type Kind = 'held' | 'available' | 'pending'
type Capture = Awaited<ReturnType<typeof begin>>

/**
 * The durable work of `ledger.settle` as an interactive transaction of Prisma: the same rows locked in
 * the same order, the same rows written. For holds from `available` alone, as the benchmark's are.
 */
export async function settleWithPrisma(prisma: Prisma, input: SettleInput): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const capture = await begin(tx, input)
    const transferId = await moveMoney(tx, capture)
    await writeLines(tx, capture, transferId)
    await deliver(tx, capture, transferId, input)
  })
}

async function begin(tx: Transaction, input: SettleInput) {
  await tx.$queryRaw`SELECT FROM tasks WHERE id = ${input.taskId}::uuid FOR NO KEY UPDATE`
  const now = new Date()
  const task = await tx.task.findUniqueOrThrow({ where: { id: input.taskId } })
  const [call] = await tx.attempt.updateManyAndReturn({
    where: { id: input.attemptId, taskId: task.id, fence: input.fence, state: 'dispatched' },
    data: {
      state: 'succeeded',
      finishedAt: now,
      upstreamRequestId: input.upstreamRequestId,
      latencyMs: input.latencyMs,
      slotHeld: false,
    },
  })
  if (call === undefined || task.status !== 'processing' || task.fence !== input.fence)
    throw new Error('stale')
  const resource = await tx.resource.findUniqueOrThrow({ where: { id: call.resourceId } })
  await tx.$queryRaw`SELECT FROM accounts WHERE user_id IN (${task.userId}::uuid, ${resource.ownerId}::uuid)
    AND kind = 'available' ORDER BY id FOR NO KEY UPDATE`
  const fee = (call.price * BigInt(task.commissionBps)) / 10_000n
  return { now, task, call, providerId: resource.ownerId, fee, share: call.price - fee }
}

async function moveMoney(
  tx: Transaction,
  { now, task, call, providerId, fee, share }: Capture,
): Promise<string> {
  const facts = JSON.stringify(['settle', task.id, call.id, call.price.toString()])
  const transfer = await tx.transfer.create({
    data: {
      kind: 'settle',
      businessKey: `settle:${task.id}`,
      contentHash: createHash('sha256').update(facts).digest(),
      actorKind: 'worker',
      createdAt: now,
    },
  })
  const moved = [
    await move(tx, task.userId, 'held', -task.ceiling),
    await move(tx, task.userId, 'available', task.ceiling - call.price),
    await move(tx, providerId, 'pending', share),
  ]
  const commission = await tx.account.findFirstOrThrow({
    where: { userId: null, kind: 'commission' },
  })
  const entries = moved.map(({ id, seq, balance, amount }) => ({
    transferId: transfer.id,
    accountId: id,
    amount,
    seq,
    balanceAfter: balance,
  }))
  const toPlatform = { transferId: transfer.id, accountId: commission.id, amount: fee }
  await tx.entry.createMany({ data: [...entries, toPlatform] })
  return transfer.id
}

async function move(tx: Transaction, userId: string, kind: Kind, amount: bigint) {
  const account = await tx.account.update({
    where: { userId_kind: { userId, kind } },
    data: { balance: { increment: amount }, seq: { increment: 1n } },
  })
  return { ...account, amount }
}

async function writeLines(
  tx: Transaction,
  { now, task, call, providerId, share }: Capture,
  transferId: string,
): Promise<void> {
  const line = { transferId, taskId: task.id, description: task.modelId, createdAt: now }
  await tx.statementLine.createMany({
    data: [
      {
        ...line,
        ...(await balancesAfter(tx, task.userId)),
        userId: task.userId,
        runId: task.runId,
        type: 'consume',
        amount: -call.price,
        spendableDelta: task.ceiling - call.price,
        heldDelta: -task.ceiling,
        pendingDelta: 0n,
      },
      {
        ...line,
        ...(await balancesAfter(tx, providerId)),
        userId: providerId,
        type: 'earn',
        amount: share,
        spendableDelta: 0n,
        heldDelta: 0n,
        pendingDelta: share,
      },
    ],
  })
}

async function balancesAfter(tx: Transaction, userId: string) {
  const accounts = await tx.account.findMany({ where: { userId } })
  const sum = (...kinds: string[]) =>
    accounts
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { balance }) => total + (balance ?? 0n), 0n)
  return {
    spendableAfter: sum('bonus', 'promo_earned', 'available', 'earned'),
    heldAfter: sum('held'),
    pendingAfter: sum('pending'),
  }
}

async function deliver(
  tx: Transaction,
  { now, task, call, providerId, fee, share }: Capture,
  transferId: string,
  { image }: SettleInput,
): Promise<void> {
  const about = { taskId: task.id, attemptId: call.id, createdAt: now }
  await tx.settlement.create({
    data: {
      ...about,
      consumerId: task.userId,
      providerId,
      resourceId: call.resourceId,
      transferId,
      price: call.price,
      fee,
      providerShare: share,
      fromAvailable: call.price,
      maturesAt: new Date(now.getTime() + 72 * 3_600_000),
    },
  })
  await tx.image.create({ data: { ...about, userId: task.userId, ...image } })
  await tx.task.update({
    where: { id: task.id },
    data: { status: 'completed', leaseUntil: null, finishedAt: now, updatedAt: now },
  })
  await tx.upstreamAccount.update({
    where: { id: call.upstreamAccountId },
    data: { inFlight: { decrement: 1 } },
  })
  await tx.resourceCounter.update({
    where: { resourceId: call.resourceId },
    data: { inFlight: { decrement: 1 }, failures: 0, breakerUntil: null, probeAttemptId: null },
  })
}
