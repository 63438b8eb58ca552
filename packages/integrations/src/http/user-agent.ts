/** Names us to everybody that we call. */
export const userAgent = 'aetherflow/0.1.0'
