import type { Secret } from '@aetherflow/crypto/secret'
import type { VaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import type { Prisma } from '@aetherflow/db/prisma'
import type { Sql } from '@aetherflow/db/sql'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { PaymentGateway } from '@aetherflow/integrations/payment/payment-gateway'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Counters } from './create-counters.ts'

export type Mode = 'demo' | 'production' | 'test'

/** What happened, without content: subscribers re-read the database. */
export type WakeChannel = 'tasks' | 'task-changes' | 'verifications' | 'gateway-events' | 'outbox'

/** Wake-ups go out after commit, coalesced, on a connection of their own. */
export interface Wake {
  send(channel: WakeChannel): void
  /** Calls `listener` on every wake-up and returns the way to stop. */
  on(channel: WakeChannel, listener: () => void): () => void
}

/** Counts procedures, not HTTP calls. */
export interface Limiter {
  /** Resolves when there is room and throws DomainError TOO_MANY_REQUESTS otherwise. */
  consume(bucket: LimitBucket, key: string): Promise<void>
  reset(bucket: LimitBucket, key: string): Promise<void>
}
export type LimitBucket =
  | 'convert'
  | 'deposit'
  | 'login-account'
  | 'login-address'
  | 'mail'
  | 'mutation'
  | 'query'
  | 'register'
  | 'upload'

/**
 * What a verb may reach, built once per process. Nothing that opens a key is ever in here:
 * the web process holds only the vault's public key, the worker opens keys outside procedures.
 */
export type Deps = {
  mode: Mode
  /** Origin under which browsers reach us, without a trailing slash. */
  publicUrl: string
  pool: pg.Pool
  sql: Sql
  prisma: Prisma
  wake: Wake
  limiter: Limiter
  vaultPublicKey: VaultPublicKey
  upstreams: ReadonlyMap<string, ImageUpstream>
  gateways: ReadonlyMap<string, PaymentGateway>
  storage: ObjectStorage
  /** Signs the addresses of images and exports; a key derived from it seals seeds of second factors. */
  addressSecret: Secret
  clock: { now(): Date }
  counters: Counters
  log: Logger
}
