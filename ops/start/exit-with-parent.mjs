// Loaded into every child (`--import`): one whose supervisor was killed stops by itself.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}

// For the child alone: what it forks in turn (Next's build workers) lives by its own channel.
const at = process.execArgv.findIndex((argument) => argument.endsWith('exit-with-parent.mjs'))
if (at > 0) process.execArgv.splice(at - 1, 2)
