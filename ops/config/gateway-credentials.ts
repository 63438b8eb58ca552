import { Secret } from '@aetherflow/crypto/secret'
import { privateKeyOf, publicKeyOf } from '@aetherflow/integrations/payment/alipay/alipay-keys'
import { stripeAccount } from '@aetherflow/integrations/payment/stripe/stripe-account'
import { createPublicKey } from 'node:crypto'
import { simulatedAlipayAccount } from '../secrets/simulated-gateways.ts'
import type { ConfigProblem } from './config-error.ts'
import { fixes, type Environment } from './environment-schema.ts'

const alipayNames = [
  'ALIPAY_APP_ID',
  'ALIPAY_SELLER_ID',
  'ALIPAY_PRIVATE_KEY',
  'ALIPAY_PUBLIC_KEY',
] as const
const stripeNames = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const
type Name = (typeof alipayNames)[number] | (typeof stripeNames)[number]

/** The operator's own accounts; a gateway without its variables is null and not open. */
export type GatewayCredentials = {
  alipay: Record<(typeof alipayNames)[number], string> | null
  stripe: Record<(typeof stripeNames)[number], string> | null
}

export function gatewayCredentials(env: Environment): GatewayCredentials {
  return { alipay: whole(env, alipayNames), stripe: whole(env, stripeNames) }
}

function whole<Given extends Name>(
  env: Environment,
  names: readonly Given[],
): Record<Given, string> | null {
  const given = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))
  return given.length === names.length ? (Object.fromEntries(given) as Record<Given, string>) : null
}

/** In production each gateway has all of its variables or none, and none that a simulator or a document gave away. */
export function productionGateways(env: Environment): ConfigProblem[] {
  const problems = [...partial(env, alipayNames), ...partial(env, stripeNames)]
  if (problems.length > 0) return problems
  const { alipay, stripe } = gatewayCredentials(env)
  return [...(alipay ? alipayProblems(alipay) : []), ...(stripe ? stripeProblems(stripe) : [])]
}

function partial(env: Environment, names: readonly Name[]): ConfigProblem[] {
  const missing = names.filter((name) => env[name] === undefined)
  if (missing.length === 0 || missing.length === names.length) return []
  const given = names.filter((name) => env[name] !== undefined)
  return missing.map((name) => ({
    name,
    message: `is missing while ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} set: a gateway opens with all of its variables or stays shut`,
    fix: `${fixes[name]}, or unset ${given.join(' and ')}`,
  }))
}

function alipayProblems(given: NonNullable<GatewayCredentials['alipay']>): ConfigProblem[] {
  const problem = (name: Name, message: string) => ({ name, message, fix: fixes[name] })
  if (given.ALIPAY_APP_ID === simulatedAlipayAccount.appId)
    return [problem('ALIPAY_APP_ID', 'is the simulator’s')]
  if (given.ALIPAY_SELLER_ID === simulatedAlipayAccount.sellerId)
    return [problem('ALIPAY_SELLER_ID', 'is the simulator’s')]
  const problems: ConfigProblem[] = []
  if (!/^\d{16,32}$/.test(given.ALIPAY_APP_ID))
    problems.push(problem('ALIPAY_APP_ID', 'must be 16 digits or more'))
  if (!/^2088\d{12}$/.test(given.ALIPAY_SELLER_ID))
    problems.push(problem('ALIPAY_SELLER_ID', 'must be 2088 and 12 more digits'))
  const own = readKey('ALIPAY_PRIVATE_KEY', given, problems, privateKeyOf)
  const theirs = readKey('ALIPAY_PUBLIC_KEY', given, problems, publicKeyOf)
  if (own !== null && theirs !== null && createPublicKey(own).equals(theirs))
    problems.push(problem('ALIPAY_PUBLIC_KEY', 'is our own public key, not Alipay’s'))
  return problems
}

function readKey<Key>(
  name: 'ALIPAY_PRIVATE_KEY' | 'ALIPAY_PUBLIC_KEY',
  given: Record<typeof name, string>,
  problems: ConfigProblem[],
  read: (text: Secret) => Key,
): Key | null {
  try {
    return read(new Secret(given[name]))
  } catch (error) {
    // The adapter's messages name the rule and never hold a piece of the key.
    problems.push({ name, message: ruleOf(error, `alipay: ${name} `), fix: fixes[name] })
    return null
  }
}

function stripeProblems(given: NonNullable<GatewayCredentials['stripe']>): ConfigProblem[] {
  try {
    stripeAccount({
      secretKey: new Secret(given.STRIPE_SECRET_KEY),
      webhookSecret: new Secret(given.STRIPE_WEBHOOK_SECRET),
    })
    return []
  } catch (error) {
    const message = ruleOf(error, 'stripe gateway: ')
    const name = message.includes('webhook') ? 'STRIPE_WEBHOOK_SECRET' : 'STRIPE_SECRET_KEY'
    return [{ name, message: `is refused: ${message}`, fix: fixes[name] }]
  }
}

function ruleOf(error: unknown, prefix: string): string {
  return error instanceof Error ? error.message.replace(prefix, '') : 'cannot be read'
}

/** Real accounts stay out of a demo: whoever reads its folder, its logs or its screen would have them. */
export function demoGateways(env: Environment): ConfigProblem[] {
  return [...alipayNames, ...stripeNames]
    .filter((name) => env[name] !== undefined)
    .map((name) => ({
      name,
      message: 'is refused outside production: demo and test pay at their own simulator',
      fix: `unset ${name}, or set AETHERFLOW_MODE=production`,
    }))
}
