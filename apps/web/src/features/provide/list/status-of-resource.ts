import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import type { Tone } from '../../../components/tone.ts'

/** How a resource stands, in one word of ours; `reasonOf` says why where there is a why. */
export type Standing =
  | 'live'
  | 'busy'
  | 'closedHours'
  | 'dayLimit'
  | 'monthLimit'
  | 'lowBalance'
  | 'notLive'
  | 'paused'
  | 'killed'
  | 'noBudget'
  | 'sharedAccount'
  | 'verifying'
  | 'rechecking'
  | 'refused'
  | 'stopped'
  | 'disabled'

/** A key that never passed its check is not in use; its ciphertext was destroyed. */
export function isVerified(resource: Pick<ResourceView, 'keyVersion'>): boolean {
  return resource.keyVersion !== null
}

export function standingOf(resource: ResourceView, now: Date): Standing {
  switch (resource.status) {
    case 'verifying':
      return resource.statusReason === 'recheck' ? 'rechecking' : 'verifying'
    case 'active':
      return standingOfLive(resource, now)
    case 'paused':
      if (resource.statusReason === 'shared_account') return 'sharedAccount'
      if (resource.statusReason === 'stopped') return 'killed'
      return resource.statusReason === 'not_live' ? 'notLive' : 'paused'
    case 'error':
      return isVerified(resource) ? 'stopped' : 'refused'
    case 'disabled':
      return 'disabled'
  }
}

function standingOfLive(resource: ResourceView, now: Date): Standing {
  if (!resource.hours.includes(now.getUTCHours())) return 'closedHours'
  if (resource.usedTodayE4 >= resource.dailyLimitE4) return 'dayLimit'
  if (resource.usedThisMonthE4 >= resource.monthlyLimitE4) return 'monthLimit'
  const balance = resource.upstreamBalanceE4
  if (balance === null && resource.balanceDeclared) return 'noBudget'
  if (balance !== null && balance <= resource.floorBalanceE4) return 'lowBalance'
  return resource.inFlight > 0 ? 'busy' : 'live'
}

const tones: Record<Standing, Tone> = {
  live: 'ok',
  busy: 'ok',
  closedHours: 'quiet',
  dayLimit: 'warn',
  monthLimit: 'warn',
  lowBalance: 'warn',
  notLive: 'info',
  paused: 'quiet',
  killed: 'warn',
  noBudget: 'warn',
  sharedAccount: 'warn',
  verifying: 'info',
  rechecking: 'info',
  refused: 'bad',
  stopped: 'bad',
  disabled: 'bad',
}

export function toneOf(standing: Standing): Tone {
  return tones[standing]
}

/** Why a key was refused or stopped; what the page has no words for is `other`. */
const reasons = [
  'KEY_REFUSED',
  'OUT_OF_CREDITS',
  'KEY_UNREADABLE',
  'CREDENTIAL_UNREADABLE',
  'DEPOSIT_REAL_KEY_IN_DEMO',
  'KEY_ALREADY_DEPOSITED',
  'KEY_FORMAT',
  'KEY_IN_USE',
  'NO_MODELS',
  'RATE_LIMITED',
  'UPSTREAM_ERROR',
  'UNREACHABLE',
  'INVALID_ANSWER',
] as const
export type Reason = (typeof reasons)[number] | 'other'

export function reasonOf(code: string | null | undefined): Reason {
  return reasons.find((reason) => reason === code) ?? 'other'
}

export type ResourceAction = 'finish' | 'pause' | 'resume' | 'recheck'

/** The one thing an owner would do next; null when there is only waiting or support. */
export function nextAction(standing: Standing): ResourceAction | null {
  switch (standing) {
    case 'live':
    case 'busy':
    case 'closedHours':
    case 'dayLimit':
    case 'monthLimit':
    case 'lowBalance':
    case 'noBudget':
      return 'pause'
    case 'notLive':
    case 'verifying':
    case 'refused':
      return 'finish'
    case 'paused':
      return 'resume'
    case 'stopped':
    case 'killed':
      return 'recheck'
    case 'rechecking':
    case 'sharedAccount':
    case 'disabled':
      return null
  }
}
