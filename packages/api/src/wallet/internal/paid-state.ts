import type { PaymentState } from '@aetherflow/integrations/payment/payment-gateway'

/** What a gateway says about a payment that was made. */
export type PaidState = Extract<PaymentState, { kind: 'paid' }>
