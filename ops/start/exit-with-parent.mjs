// Loaded into every child (`--import`): one whose supervisor was killed stops by itself.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
