import type { BegunDeposit, CompleteDeposit } from '@aetherflow/api/gateway/schemas'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { sealCredential } from '@aetherflow/crypto/seal-credential'

type Ports<Input> = {
  /** Of a first key, or of a newer one for a resource. */
  begin: (input: Input) => Promise<BegunDeposit>
  complete: (input: CompleteDeposit) => Promise<unknown>
  /** Hands the key over once and empties the field that it stood in. */
  takeKey: () => string
}

export class SealError extends Error {
  readonly code: string
  constructor(code: string) {
    super('the key could not be sealed')
    this.code = code
  }
}

/**
 * Deposits a key: opens the deposit, takes the key out of its field, seals it here in the browser, and
 * sends the envelope. The key is in this function's hands only while it is being sealed.
 * Throws what the two calls throw, or a SealError that quotes nothing.
 */
export async function depositKey<Input>(
  input: Input,
  ports: Ports<Input>,
): Promise<{ resourceId: string }> {
  const { resourceId, context, vaultPublicKey } = await ports.begin(input)
  const envelope = await seal(ports.takeKey(), vaultPublicKey, context)
  await ports.complete({ credentialId: context.credentialId, ...envelope })
  return { resourceId }
}

async function seal(
  key: string,
  vaultPublicKey: BegunDeposit['vaultPublicKey'],
  context: BegunDeposit['context'],
): Promise<{ sealed: string; maskedTail: string }> {
  try {
    return {
      sealed: await sealCredential(vaultPublicKey, context, key),
      maskedTail: maskedTail(key),
    }
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : null
    throw new SealError(typeof code === 'string' ? code : 'SEAL_FAILED')
  }
}
