import { describeMailer } from '../contract.ts'
import { createOutboxOnlyMailer } from './create-outbox-only-mailer.ts'

describeMailer('the outbox', () =>
  Promise.resolve({
    mailer: createOutboxOnlyMailer(),
    delivers: false,
    received: () => [],
    clear: () => {},
    close: () => Promise.resolve(),
  }),
)
