'use client'
import './globals.css'

/** The last net, when even the layout broke: no translations can be relied on, so both languages stand here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid min-h-dvh max-w-reading content-center gap-3 px-5">
          <title>Aetherflow</title>
          <h1 className="display text-2xl">Something went wrong on our side.</h1>
          <p>Your credits are safe. Reload the page in a moment.</p>
          <p lang="zh-CN">我们这边出了点问题。你的积分没有问题，请稍后刷新页面。</p>
          {error.digest && (
            <p className="text-xs text-ink-2">
              <code className="font-mono">{error.digest}</code>
            </p>
          )}
        </main>
      </body>
    </html>
  )
}
