import path from 'node:path'

/** The folder of the workspace. */
export const projectRoot = path.resolve(import.meta.dirname, '../..')
