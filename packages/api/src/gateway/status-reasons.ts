/** Why a resource is in its state: codes that the client translates. */
export const statusReason = {
  /** Verified; waits for its owner to go live. */
  notLive: 'not_live',
  byOwner: 'owner',
  /** The owner's kill switch: looked at again before it goes live. */
  stopped: 'stopped',
  /** A live key is being looked at again. */
  recheck: 'recheck',
  /** The same upstream account is offered by two owners: an operator looks at both. */
  sharedAccount: 'shared_account',
} as const

/** Reasons that end by themselves once a probe finds the key well again. */
export const recoverable = ['KEY_REFUSED', 'OUT_OF_CREDITS'] as const

/** What a probe stops a live key for; a key that does not open waits for its owner. */
export const stopping = [...recoverable, 'CREDENTIAL_UNREADABLE'] as const
