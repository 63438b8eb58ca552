import { nothing } from '../nothing.ts'
import { router, workerProcedure } from '../trpc.ts'
import { checkLedger } from './check-ledger.ts'
import { compareGatewayStatements } from './compare-gateway-statements.ts'
import { executeRefunds } from './execute-refunds.ts'
import { expireBonus } from './expire-bonus.ts'
import { followLedger } from './follow-ledger.ts'
import { getLedgerHead } from './get-ledger-head.ts'
import * as ledger from './ledger-schemas.ts'
import { matureEarnings } from './mature-earnings.ts'
import { noticeLowBalance } from './notice-low-balance.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import * as schema from './schemas.ts'

export const walletWorkerRouter = router({
  /** Follows up stored gateway events by asking the gateway. */
  processGatewayEvents: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => processGatewayEvents(ctx, input)),
  /** Asks gateways about orders whose webhook never came. */
  reconcileOrders: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => reconcileOrders(ctx, input)),
  /** Takes the credits of refunds that admins asked for, and has the gateways give the money back. */
  executeRefunds: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => executeRefunds(ctx, input)),
  /** Compares the last days of each gateway's books with ours, once a day. */
  compareGatewayStatements: workerProcedure
    .input(nothing)
    .output(schema.batchOutput)
    .mutation(({ ctx }) => compareGatewayStatements(ctx)),
  /** Moves earnings past their dispute window to earned. */
  mature: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => matureEarnings(ctx, input)),
  /** Takes back what is left of bonus credits past their date. */
  expireBonus: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => expireBonus(ctx, input)),
  /** Mails whoever's credits fell below their mark; `limit` transfers a round. */
  noticeLowBalance: workerProcedure
    .input(schema.batchInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => noticeLowBalance(ctx, input)),
  /** Chains, rolls up and counts what is new in the ledger. */
  followLedger: workerProcedure
    .input(ledger.followLedgerInput)
    .output(schema.batchOutput)
    .mutation(({ ctx, input }) => followLedger(ctx, input)),
  /** Checks the invariants; a violation stops settlement. */
  checkLedger: workerProcedure
    .input(ledger.checkLedgerInput)
    .output(ledger.ledgerChecked)
    .mutation(({ ctx, input }) => checkLedger(ctx, input)),
  /** The newest link of the hash chain, for a place outside the database. */
  ledgerHead: workerProcedure
    .input(nothing)
    .output(ledger.ledgerHead)
    .query(({ ctx }) => getLedgerHead(ctx)),
})
