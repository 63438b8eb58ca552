import { createServer } from 'node:net'
import { FixableError } from '../run/fixable-error.ts'

type Wanted = {
  name: string
  number: number
  exact: boolean
  host: string
  taken?: readonly number[]
}

const TRIES = 50

/**
 * The wanted port, or the next free one when nobody asked for this very port.
 * @throws FixableError when an exact port is taken
 */
export async function choosePort(wanted: Wanted): Promise<number> {
  const { number, exact, host, name, taken = [] } = wanted
  if (exact) {
    const bound = await tryPort(number, host)
    if (bound !== null) return bound
    throw new FixableError(
      `Port ${number} is taken by another program.`,
      `choose another one (${name}), or leave it away to get a free one`,
    )
  }
  for (let candidate = number; candidate < number + TRIES; candidate++) {
    if (taken.includes(candidate) || (await tryPort(candidate, host)) === null) continue
    // Who has the usual address open in a browser should not wonder.
    if (candidate !== number) console.error(`note: port ${number} is taken, using ${candidate}.`)
    return candidate
  }
  throw new FixableError(
    `No port from ${number} to ${number + TRIES - 1} is free.`,
    `choose one yourself (${name})`,
  )
}

/** The port that could be bound (the system's choice for 0), or null when it is taken. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else if (error.code === 'EACCES')
        reject(new FixableError(`This user may not use port ${port}.`, 'choose a port above 1023'))
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(
          new FixableError(
            `HOST ${host} is not an address of this machine.`,
            'set HOST to 127.0.0.1 or 0.0.0.0',
          ),
        )
      } else reject(error)
    })
    probe.listen(port, host, () => {
      const address = probe.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      probe.close(() => resolve(bound))
    })
  })
}
