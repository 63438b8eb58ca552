/** Somebody as admins name them; null where a join found nobody. */
export function personOf(
  id: string | null,
  email: string | null,
): { id: string; email: string } | null {
  return id === null || email === null ? null : { id, email }
}
