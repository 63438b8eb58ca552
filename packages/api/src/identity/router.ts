import { nothing } from '../nothing.ts'
import { anyoneProcedure, router, userProcedure } from '../trpc.ts'
import { becomeProvider } from './become-provider.ts'
import { beginTotp } from './begin-totp.ts'
import { changePassword } from './change-password.ts'
import { confirmTotp } from './confirm-totp.ts'
import { demoOutbox } from './demo-outbox.ts'
import { disableTotp } from './disable-totp.ts'
import { forgotPassword } from './forgot-password.ts'
import { getProfile } from './get-profile.ts'
import { getSecondFactor } from './get-second-factor.ts'
import { listSessions } from './list-sessions.ts'
import { register } from './register.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'
import { resendVerification } from './resend-verification.ts'
import { resetPassword } from './reset-password.ts'
import { revokeSession } from './revoke-session.ts'
import * as schema from './schemas.ts'
import { updateProfile } from './update-profile.ts'
import { verifyEmail } from './verify-email.ts'

/** Who somebody is. Signing in and out are next-auth's (apps/web), which call sign-in.ts and sign-out.ts. */
export const identityRouter = router({
  /** Opens an account; the same answer for a known address. PASSWORD_WEAK, TOO_MANY_REQUESTS. */
  register: anyoneProcedure
    .input(schema.registerInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => register(ctx, input)),
  /** Confirms an address and grants the starter credits. TOKEN_INVALID, TOO_MANY_REQUESTS. */
  verifyEmail: anyoneProcedure
    .input(schema.verifyEmailInput)
    .output(schema.verifyEmailOutput)
    .mutation(({ ctx, input }) => verifyEmail(ctx, input)),
  /** Mails a fresh confirmation link. TOO_MANY_REQUESTS. */
  resendVerification: userProcedure
    .input(nothing)
    .output(schema.done)
    .mutation(({ ctx }) => resendVerification(ctx)),
  /** Mails a reset link to a known address; the same answer for every address. TOO_MANY_REQUESTS. */
  forgotPassword: anyoneProcedure
    .input(schema.forgotPasswordInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => forgotPassword(ctx, input)),
  /** Sets a new password by a mailed token. TOKEN_INVALID, PASSWORD_WEAK, TOO_MANY_REQUESTS. */
  resetPassword: anyoneProcedure
    .input(schema.resetPasswordInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => resetPassword(ctx, input)),
  /** Changes the password, signs other devices out. PASSWORD_WRONG, PASSWORD_WEAK, TOO_MANY_REQUESTS. */
  changePassword: userProcedure
    .input(schema.changePasswordInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  /** The caller's own profile. */
  profile: userProcedure
    .input(nothing)
    .output(schema.profile)
    .query(({ ctx }) => getProfile(ctx)),
  /** Changes name, language or theme. */
  updateProfile: userProcedure
    .input(schema.updateProfileInput)
    .output(schema.profile)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
  /** Accepts the provider terms. TERMS_REQUIRED, EMAIL_NOT_VERIFIED, ACCOUNT_FROZEN. */
  becomeProvider: userProcedure
    .input(schema.becomeProviderInput)
    .output(schema.profile)
    .mutation(({ ctx, input }) => becomeProvider(ctx, input)),
  /** The caller's live sessions. */
  sessions: userProcedure
    .input(nothing)
    .output(schema.sessionList)
    .query(({ ctx }) => listSessions(ctx)),
  /** Signs one of the caller's devices out. NOT_FOUND. */
  revokeSession: userProcedure
    .input(schema.revokeSessionInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
  /** Whether the caller has a second factor, must have one, and how many recovery codes are left. */
  secondFactor: userProcedure
    .input(nothing)
    .output(schema.secondFactor)
    .query(({ ctx }) => getSecondFactor(ctx)),
  /** Makes a seed that waits for its first code. PASSWORD_WRONG, CODE_REQUIRED, CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED, TOO_MANY_REQUESTS. */
  beginTotp: userProcedure
    .input(schema.beginTotpInput)
    .output(schema.beginTotpOutput)
    .mutation(({ ctx, input }) => beginTotp(ctx, input)),
  /** A right code turns the second factor on; answers the recovery codes once. CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED, TOO_MANY_REQUESTS. */
  confirmTotp: userProcedure
    .input(schema.confirmTotpInput)
    .output(schema.recoveryCodes)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input)),
  /** Turns it off. TOTP_REQUIRED (admins in production), PASSWORD_WRONG, CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED, TOO_MANY_REQUESTS. */
  disableTotp: userProcedure
    .input(schema.provenInput)
    .output(schema.done)
    .mutation(({ ctx, input }) => disableTotp(ctx, input)),
  /** Replaces the recovery codes and answers the new ones once. Throws as disableTotp, but for TOTP_REQUIRED. */
  renewRecoveryCodes: userProcedure
    .input(schema.provenInput)
    .output(schema.recoveryCodes)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx, input)),
  /** The latest mails, in demo and test only. NOT_FOUND in production. */
  demoOutbox: anyoneProcedure
    .input(schema.outboxInput)
    .output(schema.outboxOutput)
    .query(({ ctx, input }) => demoOutbox(ctx, input)),
})
