type Refusal = { data: { reason: string; params: Record<string, unknown> } | null }

/** Fetches a signed address and hands the file to the browser's downloads. Throws what `readApiError` reads. */
export async function saveDownload(address: string, fileName: string): Promise<void> {
  const response = await fetch(address).catch(() => null)
  if (response === null) throw refusal(null)
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    throw refusal({
      reason: reasons[response.status] ?? 'INTERNAL',
      params: { retryAfterSeconds: seconds },
    })
  }
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Safari reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const reasons: Record<number, string> = { 404: 'NOT_FOUND', 429: 'TOO_MANY_REQUESTS' }

function refusal(data: Refusal['data']): Error & Refusal {
  return Object.assign(new Error('the download was refused'), { data })
}
