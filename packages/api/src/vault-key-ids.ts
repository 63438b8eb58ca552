import { z } from 'zod'

/**
 * Ids of the vault keys that a worker has an answer for: nothing that is sealed to another one is handed to it, because
 * only a process that holds the key can do anything right with it. Absent: everything is.
 */
export const vaultKeyIds = z.array(z.string().min(1).max(40)).min(1).max(64).optional()
