export type Attempt = { id: string; content: string }

/**
 * The client id of a payment: the same for the same content, so that a second press or a lost answer
 * finds the order that was made; a new one as soon as anything else is ordered.
 */
export function attemptFor(known: Attempt | null, content: string, newId: () => string): Attempt {
  return known?.content === content ? known : { id: newId(), content }
}
