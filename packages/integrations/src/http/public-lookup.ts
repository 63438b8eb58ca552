import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './is-public-address.ts'

type Resolve = (
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void
const resolveAll: Resolve = (hostname, answer) => lookup(hostname, { all: true }, answer)

/**
 * Name resolution for a socket that must leave our own network: a name with any other address does not resolve. It is asked
 * at the moment of connecting, so that a name cannot change its answer between a check and the call.
 */
export function publicLookup(resolve: Resolve = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined)
        return callback(error ?? new Error('name: does not resolve'), '')
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new Error('name: leads to an address that is not public'), '')
      if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}
