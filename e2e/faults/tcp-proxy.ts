import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A line between our processes and something they talk to, which can be cut in the worst ways. */
export type TcpProxy = {
  port: number
  /** Connections now open. */
  open(): number
  /** Ends every connection at once, as a failing network does; new ones are taken. */
  cut(): void
  /** Takes no new connection until `heal`. */
  refuse(): void
  /**
   * From now on forwards what is asked and drops the first answer to whatever `matches`, together with
   * the connection: the deed is done and nobody hears of it. Resolves when it happened.
   */
  loseAnswerTo(matches: (asked: string) => boolean): Promise<void>
  heal(): void
  /** Leads new connections elsewhere: who listened there has been replaced. */
  lead(port: number): void
  close(): Promise<void>
}

export async function startTcpProxy(first: { host: string; port: number }): Promise<TcpProxy> {
  let target = first
  const pairs = new Set<[Socket, Socket]>()
  let refusing = false
  let losing: { matches: (asked: string) => boolean; happened: () => void } | null = null

  const server = createServer((near) => {
    if (refusing) return void near.destroy()
    const far = connect(target)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    let mute = false
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.on('data', (asked) => {
      if (losing !== null && losing.matches(asked.toString('latin1'))) {
        mute = true
        const { happened } = losing
        losing = null
        // The answer is read and thrown away: by then the other side has done what it was asked.
        far.once('data', () => {
          end()
          happened()
        })
      }
      far.write(asked)
    })
    far.on('data', (answer) => {
      if (!mute) near.write(answer)
    })
    for (const socket of pair) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy()
      far.destroy()
    }
  }
  return {
    port: (server.address() as AddressInfo).port,
    open: () => pairs.size,
    cut,
    refuse() {
      refusing = true
      cut()
    },
    loseAnswerTo: (matches) =>
      new Promise((resolve) => {
        losing = { matches, happened: resolve }
      }),
    heal() {
      refusing = false
      losing = null
    },
    lead(port) {
      target = { ...target, port }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}
