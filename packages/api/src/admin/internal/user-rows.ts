/** What admins see of a user in a list; never a password's hash or a second factor. */
export const userColumns = `
  u.id, u.email, u.display_name AS "displayName", u.role::text AS role, u.status::text AS status,
  u.email_verified_at IS NOT NULL AS "emailVerified", u.created_at AS "createdAt"`
