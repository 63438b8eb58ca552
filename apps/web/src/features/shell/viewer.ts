/** Who looks at the page, as far as the frame needs to know. */
export type Viewer = { name: string; email: string; role: 'consumer' | 'provider' | 'admin' }
