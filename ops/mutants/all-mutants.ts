import { claimMutants } from './list/claim.ts'
import { deskMutants } from './list/desk.ts'
import { ledgerMutants } from './list/ledger.ts'
import { paymentMutants } from './list/payments.ts'
import { queueMutants } from './list/queue.ts'
import { secondFactorMutants } from './list/second-factor.ts'
import { simulationMutants } from './list/simulation.ts'
import { tableMutants } from './list/tables.ts'
import { vaultMutants } from './list/vault.ts'
import { webMutants } from './list/web.ts'
import type { Mutant } from './mutant.ts'

/** Every guard that is taken out, one at a time, by `npm run faults -- mutants`. */
export const allMutants: Mutant[] = [
  ...claimMutants,
  ...deskMutants,
  ...ledgerMutants,
  ...paymentMutants,
  ...queueMutants,
  ...simulationMutants,
  ...secondFactorMutants,
  ...tableMutants,
  ...webMutants,
  ...vaultMutants,
]
