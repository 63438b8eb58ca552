import path from 'node:path'
import { environmentSchema, fixes, type Environment } from './environment-schema.ts'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import {
  demoGateways,
  gatewayCredentials,
  productionGateways,
  type GatewayCredentials,
} from './gateway-credentials.ts'
import { type KmsEnvironment, kmsEnvironment } from './kms-variables.ts'
import { isLoopback } from './is-loopback.ts'
import { type BucketVariables, bucketVariables, storageProblems } from './storage-variables.ts'

export type Mode = 'demo' | 'production' | 'test'

export type Config = {
  mode: Mode
  /** `exact` when somebody asked for this very port: then it must be free. */
  port: { number: number; exact: boolean }
  simulatorPort: { number: number; exact: boolean }
  host: string
  /** Null until the port is known: then http(s)://localhost:port. */
  publicUrl: URL | null
  /** Null means the embedded server. */
  databaseUrl: string | null
  dataDir: string
  smtpUrl: string | null
  mailFrom: string
  /** The operator's payment accounts; none outside production. */
  gateways: GatewayCredentials
  /** Where pictures lie; empty for the data folder. */
  bucket: BucketVariables
  /** Who unwraps the vault's ring; empty where it lies in the clear. */
  kms: KmsEnvironment
  https: boolean
  /** Handed on to the children as they are; absent ones have the child's own default. */
  tuning: Partial<
    Record<
      'AIGC_PRODUCER' | 'METRICS_TOKEN' | 'TRUSTED_PROXY_HOPS' | 'WORKER_CONCURRENCY' | 'LOG_LEVEL',
      string
    >
  >
}

export type Flags = { port?: string; https?: boolean }

const simulatorNames = ['SIMULATOR_URL', 'ALIPAY_GATEWAY_URL', 'STRIPE_API_URL'] as const
const DEFAULT_PORT = 3000
const DEFAULT_SIMULATOR_PORT = 3001

/**
 * Reads the operator's environment once, all problems at a time.
 * @throws ConfigError with one problem per wrong variable
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  root: string,
  flags: Flags = {},
): Config {
  const known = Object.keys(fixes).map((name) => [
    name,
    name === 'PORT' ? (flags.port ?? environment[name]) : environment[name],
  ])
  // An empty variable is how many shells and compose files say "unset".
  const parsed = environmentSchema.safeParse(
    Object.fromEntries(known.filter(([, value]) => value !== undefined && value !== '')),
  )
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path: [name], message }) =>
        problem(name as keyof Environment, message),
      ),
    )
  }
  const problems = [
    ...ruleOfMode(parsed.data),
    ...storageProblems(parsed.data),
    ...(parsed.data.AETHERFLOW_MODE === 'production'
      ? production(parsed.data)
      : notProduction(parsed.data)),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return settle(parsed.data, root, flags)
}

function settle(env: Environment, root: string, flags: Flags): Config {
  const mode = env.AETHERFLOW_MODE ?? 'demo'
  return {
    mode,
    port: { number: env.PORT ?? DEFAULT_PORT, exact: env.PORT !== undefined },
    simulatorPort: {
      number: env.SIMULATOR_PORT ?? DEFAULT_SIMULATOR_PORT,
      exact: env.SIMULATOR_PORT !== undefined,
    },
    host: env.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL),
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: path.resolve(root, env.DATA_DIR ?? 'data'),
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? 'Aetherflow <no-reply@aetherflow.localhost>',
    gateways: gatewayCredentials(env),
    bucket: bucketVariables(env),
    kms: kmsEnvironment(env),
    https: flags.https === true,
    tuning: tuningOf(env),
  }
}

function tuningOf(env: Environment): Config['tuning'] {
  const names = [
    'AIGC_PRODUCER',
    'METRICS_TOKEN',
    'TRUSTED_PROXY_HOPS',
    'WORKER_CONCURRENCY',
    'LOG_LEVEL',
  ] as const
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, String(env[name])]])),
  )
}

// A demo shows passwords and takes play money: nobody may get one in front of others, or of a real
// database, without having said so.
function ruleOfMode(env: Environment): ConfigProblem[] {
  if (env.AETHERFLOW_MODE !== undefined) return []
  const say = 'say which mode you mean: AETHERFLOW_MODE=demo or AETHERFLOW_MODE=production'
  const problems: ConfigProblem[] = []
  if (env.DATABASE_URL !== undefined) {
    problems.push({
      name: 'AETHERFLOW_MODE',
      message: 'must be set when DATABASE_URL is',
      fix: say,
    })
  }
  if (env.PUBLIC_URL !== undefined && !isLoopback(new URL(env.PUBLIC_URL).hostname)) {
    problems.push({
      name: 'AETHERFLOW_MODE',
      message: 'must be set when PUBLIC_URL is not this machine',
      fix: say,
    })
  }
  if (env.HOST !== undefined && !isLoopback(env.HOST)) {
    problems.push({
      name: 'AETHERFLOW_MODE',
      message: 'must be set when HOST is not this machine only',
      fix: say,
    })
  }
  return problems
}

function production(env: Environment): ConfigProblem[] {
  const required = ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM'] as const
  const problems = required
    .filter((name) => env[name] === undefined)
    .map((name) => problem(name, 'is missing, and production needs it'))
  if (env.PUBLIC_URL !== undefined && new URL(env.PUBLIC_URL).protocol !== 'https:') {
    problems.push(
      problem(
        'PUBLIC_URL',
        'must be https:// in production: browsers seal keys and keep sessions only there',
      ),
    )
  }
  for (const name of [...simulatorNames, 'SIMULATOR_PORT'] as const) {
    if (env[name] !== undefined)
      problems.push({ name, message: 'is refused in production', fix: `unset ${name}` })
  }
  return [...problems, ...productionGateways(env)]
}

// The outbox shows everybody every mail, links and all: mail that really leaves may not stand there.
function notProduction(env: Environment): ConfigProblem[] {
  const gateways = demoGateways(env)
  if (env.SMTP_URL === undefined) return gateways
  return [
    ...gateways,
    {
      name: 'SMTP_URL',
      message: 'is refused outside production: there everybody can read the mails at /outbox',
      fix: 'unset SMTP_URL, or set AETHERFLOW_MODE=production',
    },
  ]
}

function problem(name: keyof Environment, message: string): ConfigProblem {
  return { name, message, fix: fixes[name] }
}
