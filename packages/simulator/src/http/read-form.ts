/** Decodes multipart/form-data (or a urlencoded form) with the platform's own parser; null when it is neither. */
export async function readForm(body: Buffer, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    }).formData()
  } catch {
    return null
  }
}
