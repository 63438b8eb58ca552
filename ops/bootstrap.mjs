// The door of every `npm run …`: plain JavaScript, because it runs on any Node ≥ 20 before anything is installed.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseNode } from './bootstrap/choose-node.mjs'
import { installIfChanged } from './bootstrap/install-if-changed.mjs'
import { refuse } from './bootstrap/refuse.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [major = 0] = process.versions.node.split('.').map(Number)

if (major < 20) {
  refuse(
    `Aetherflow needs Node 20 or newer; this is ${process.version}.`,
    'install Node 24 from https://nodejs.org',
  )
}
if (process.platform === 'win32') {
  refuse(
    'Windows is served through WSL2 only.',
    'run `wsl --install`, then this command inside the Linux shell',
  )
}
if (process.platform === 'darwin' && major < 24) {
  refuse(
    `On macOS, Node 24 or newer is needed; this is ${process.version}.`,
    'install Node 24, e.g. `brew install node@24`',
  )
}

installIfChanged(root)

const child = spawn(chooseNode(root, major), [join(root, 'ops/cli.ts'), ...process.argv.slice(2)], {
  // The channel tells the child when this process is gone, however it went.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: '',
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm was killed without a word to us: what it started must not go on unseen.
const npm = process.env.npm_lifecycle_event === undefined ? null : process.ppid
setInterval(() => {
  if (npm !== null && process.ppid !== npm) child.kill('SIGTERM')
}, 1_000).unref()
child.on('error', (error) =>
  refuse(
    `The command could not be started: ${error.message}`,
    'delete node_modules and run it again',
  ),
)
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal]
})
