import { nothing } from '../nothing.ts'
import { adminProcedure, router } from '../trpc.ts'
import { statementOutput } from '../wallet/statement-schemas.ts'
import { disputeProcedures } from './dispute-procedures.ts'
import { gatewayProcedures } from './gateway-procedures.ts'
import { getOverview } from './get-overview.ts'
import { getUser } from './get-user.ts'
import { listAudit } from './list-audit.ts'
import { listUserStatement } from './list-user-statement.ts'
import { listUsers } from './list-users.ts'
import { moneyProcedures } from './money-procedures.ts'
import { orderProcedures } from './order-procedures.ts'
import { setUserStatus } from './set-user-status.ts'
import * as schema from './user-schemas.ts'

/**
 * The desk. Every mutation takes a client id and a reason, writes its audit row in the same transaction, and
 * moves no money: the worker executes what is recorded here.
 */
export const adminRouter = router({
  ...disputeProcedures,
  ...orderProcedures,
  ...moneyProcedures,
  ...gatewayProcedures,
  /** What waits, and whether the books are right. */
  overview: adminProcedure
    .input(nothing)
    .output(schema.overviewOutput)
    .query(({ ctx }) => getOverview(ctx)),
  /** Users, newest first, by id or the beginning of an e-mail address. */
  users: adminProcedure
    .input(schema.usersInput)
    .output(schema.usersOutput)
    .query(({ ctx, input }) => listUsers(ctx, input)),
  /** A user on one screen. NOT_FOUND. */
  user: adminProcedure
    .input(schema.userInput)
    .output(schema.userOutput)
    .query(({ ctx, input }) => getUser(ctx, input)),
  /** Freezes or unfreezes an account. NOT_FOUND, STATE_CHANGED, FORBIDDEN, IDEMPOTENCY_CONFLICT. */
  setUserStatus: adminProcedure
    .input(schema.setUserStatusInput)
    .output(schema.userRow)
    .mutation(({ ctx, input }) => setUserStatus(ctx, input)),
  /** Somebody's statement, as they read it themselves. NOT_FOUND. */
  userStatement: adminProcedure
    .input(schema.userStatementInput)
    .output(statementOutput)
    .query(({ ctx, input }) => listUserStatement(ctx, input)),
  /** Who did what, newest first. */
  audit: adminProcedure
    .input(schema.auditInput)
    .output(schema.auditOutput)
    .query(({ ctx, input }) => listAudit(ctx, input)),
})
