const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text from outside is an id as the database writes it; anything else would be an error there. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}
