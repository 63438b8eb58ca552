declare module '*.woff2' {
  /** The address that the bundler serves the file under. */
  const address: string
  export default address
}
