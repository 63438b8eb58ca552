import type { Edit, Mutant } from '../mutant.ts'

const wallet = 'packages/api/src/wallet'
const integrations = 'packages/integrations/src/payment'
const forged = `${wallet}/forged-webhooks.test.ts`
const payment = `${wallet}/payment.test.ts`
const refunds = `${wallet}/refunds.test.ts`

const without = (file: string, find: string, replace = ''): Edit[] => [{ file, find, replace }]
const quote = (fact: string): Edit[] =>
  without('packages/db/sql/10-ledger/quote-order.sql', fact, 'WHEN false')

/** What stands between a gateway's word and credits. */
export const paymentMutants: Mutant[] = [
  {
    guard: 'signature of a sandbox webhook',
    edits: without(
      `${integrations}/sandbox/verify-sandbox-webhook.ts`,
      `if (fault !== null) return { ok: false, reason: fault }`,
    ),
    tests: [forged],
    named: 'at sandbox',
  },
  {
    guard: 'signature of an Alipay notification',
    edits: without(
      `${integrations}/alipay/verify-alipay-webhook.ts`,
      `if (!isSigned(sdk, fields)) return { ok: false, reason: 'SIGNATURE' }`,
    ),
    tests: [forged],
    named: 'at alipay',
  },
  {
    guard: 'sign type of an Alipay notification',
    edits: without(
      `${integrations}/alipay/verify-alipay-webhook.ts`,
      `if (fields['sign_type'] !== 'RSA2') return { ok: false, reason: 'SIGN_TYPE' }`,
    ),
    tests: [forged],
    named: 'weak-sign-type',
  },
  {
    guard: 'seller of an Alipay notification',
    edits: without(
      `${integrations}/alipay/verify-alipay-webhook.ts`,
      `if (fields['app_id'] !== ours.appId || fields['seller_id'] !== ours.sellerId)`,
      `if (fields['app_id'] === '')`,
    ),
    tests: [`${integrations}/alipay/verify-alipay-webhook.test.ts`],
  },
  {
    guard: 'mode of a Stripe event',
    edits: without(
      `${integrations}/stripe/verify-stripe-webhook.ts`,
      `if (parsed.data.livemode !== account.livemode) return { ok: false, reason: 'LIVEMODE_WRONG' }`,
    ),
    tests: [forged],
    named: 'other-merchant',
  },
  {
    guard: 'merchant of an event',
    edits: without(
      `${wallet}/store-gateway-event.ts`,
      `if (event.merchant !== gateway.merchant) return refused('MERCHANT')`,
    ),
    tests: [forged],
    named: 'other-merchant',
  },
  {
    guard: 'order–gateway binding at the door',
    edits: without(
      `${wallet}/store-gateway-event.ts`,
      `if (row.is_foreign) return refused('ORDER_OF_ANOTHER_GATEWAY')`,
    ),
    tests: [forged],
    named: 'order of another gateway',
  },
  {
    guard: 'order–gateway binding in the ledger',
    edits: quote(`WHEN p_gateway IS DISTINCT FROM p_order.gateway::text`),
    tests: ['packages/ledger/src/top-up.test.ts'],
  },
  {
    guard: 'amount of a payment',
    edits: quote(`WHEN p_amount_minor IS DISTINCT FROM p_order.amount_minor::bigint`),
    tests: [payment],
    named: 'when the amount does not fit',
  },
  {
    guard: 'currency of a payment',
    edits: quote(
      `WHEN p_currency IS DISTINCT FROM p_order.currency::text OR v_price.pack_id IS NULL`,
    ),
    tests: [payment],
    named: 'when the currency does not fit',
  },
  {
    guard: 'merchant of a payment',
    edits: quote(`WHEN p_merchant IS DISTINCT FROM p_order.merchant::text`),
    tests: [payment],
    named: 'when the merchant does not fit',
  },
  {
    guard: 'the gateway is asked before credits move',
    edits: without(
      `${wallet}/internal/resolve-order.ts`,
      `  const state = await ask(deps, order, () => gateway.queryPayment(refOf(order)))
  if (state === null)`,
      `  const facts = { gatewayPaymentId: order.gatewayPaymentId ?? 'x', amountMinor: order.amountMinor }
  const told = { ...facts, currency: 'USD', merchant: gateway.merchant, paidAt: new Date() }
  const state = { kind: 'paid', ...told, refunds: [], disputes: [] } as PaymentState | null
  if (state === null)`,
    ),
    tests: [`${wallet}/gateway-events.test.ts`],
    named: 'believes no webhook',
  },
  {
    guard: 'a webhook is acknowledged only once stored',
    edits: without(
      'apps/web/src/server/webhook-door.ts',
      `const { kind } = await storeGatewayEvent(deps, gateway.id, raw)`,
      `answer(200, 'success')
      const { kind } = await storeGatewayEvent(deps, gateway.id, raw)
      if (kind !== 'refused') return`,
    ),
    tests: ['apps/web/src/server/webhook-door.test.ts'],
    named: 'could not store',
  },
  {
    guard: 'one worker asks about an order at a time',
    edits: without(
      `${wallet}/reconcile-orders.ts`,
      `SET next_check_at = clock_now() + interval '60 seconds', updated_at`,
      `SET updated_at`,
    ),
    tests: [`${wallet}/gateway-events.test.ts`],
    named: 'one worker at a time',
  },
  {
    guard: 'an ended order is closed at its gateway',
    edits: without(
      `${wallet}/internal/resolve-order.ts`,
      `? closeUnpaid(deps, gateway, order)`,
      `? end(deps, order, 'expired')`,
    ),
    tests: [payment],
    named: 'closes an order at the gateway',
  },
  {
    guard: 'a slow page does not overwrite a payment',
    edits: without(
      `${wallet}/internal/open-payment.ts`,
      `where: { id: order.id, status: 'pending', redirectUrl: null }`,
      `where: { id: order.id }`,
    ),
    tests: [`${wallet}/start-top-up.test.ts`],
    named: 'slow answer',
  },
  {
    guard: 'currency that the gateway takes',
    edits: without(
      `${wallet}/start-top-up.ts`,
      `if (!gateway.currencies.includes(input.currency)) throw new DomainError('CURRENCY_UNSUPPORTED')`,
    ),
    tests: [`${wallet}/start-top-up.test.ts`],
    named: 'does not take',
  },
  {
    guard: 'another payment’s dispute takes no credits',
    edits: without(
      `${wallet}/internal/record-payment.ts`,
      `if (outcome === 'conflict') return outcome`,
    ),
    tests: [`${wallet}/chargebacks.test.ts`],
    named: 'another payment than the credited one',
  },
  {
    guard: 'a refund is looked up before it is told again',
    edits: without(
      `${wallet}/internal/execute-refund.ts`,
      `if (refund.attempts > 1) {`,
      `if (false) {`,
    ),
    tests: [refunds],
    named: 'repeats what the gateway has not answered',
  },
  {
    guard: 'only a payment that bought nothing goes back without credits',
    edits: without(
      `${wallet}/internal/execute-refund.ts`,
      `if (!target.isPayable) return giveCreditsBack(deps, refund, 'NOT_REFUNDABLE')`,
    ),
    tests: [`${wallet}/incidents.test.ts`],
    named: 'does not give the credited payment back',
  },
  {
    guard: 'the web cannot say that a refund moved',
    edits: without(
      'packages/db/prisma/migrations/20261122152600_payment_guards/migration.sql',
      `CREATE TRIGGER guard_state BEFORE INSERT OR UPDATE ON order_refunds FOR EACH ROW
  EXECUTE FUNCTION order_refunds_guard_state();`,
    ),
    tests: [refunds],
    named: 'does not let the web say',
  },
  {
    guard: 'a second admin above the limit',
    edits: without(
      `${wallet}/decide-refund.ts`,
      `if (input.decision === 'approve' && isOwn) throw new DomainError('SECOND_ADMIN_REQUIRED')`,
    ),
    tests: [`${wallet}/decide-refund.test.ts`],
    named: 'wait for a second admin',
  },
  {
    guard: 'refunds of an order are asked for one at a time',
    edits: without(`${wallet}/request-refund.ts`, `await lockForUser(sql, 'refunds', orderId)`),
    tests: [refunds],
    named: 'two admins ask at once',
  },
  {
    guard: 'books are compared with the clearing account',
    edits: without(
      `${wallet}/internal/known-payments.ts`,
      `WHEN cleared.done THEN`,
      `WHEN true THEN`,
    ),
    tests: [`${wallet}/gateway-books.test.ts`],
    named: 'clearing account',
  },
]
