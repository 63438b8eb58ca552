const REDACTED = '[secret]'

/**
 * Holds a value that must never be printed. Every implicit way to text (template, JSON, console,
 * inspect, coercion, error cause) gives `[secret]`; cloning gives an empty object. Works in browsers.
 */
export class Secret {
  readonly #value: string

  /** @param value the plaintext; it is not checked here, its owner knows its rules. */
  constructor(value: string) {
    this.#value = value
  }

  /** The plaintext. Call it at the point of use only, and keep the result in no object. */
  reveal(): string {
    return this.#value
  }

  /** `[secret]` */
  toString(): string {
    return REDACTED
  }

  /** `[secret]`, so that `JSON.stringify` of anything around it is safe. */
  toJSON(): string {
    return REDACTED
  }

  /** `[secret]` for every coercion, numbers included. */
  [Symbol.toPrimitive](): string {
    return REDACTED
  }

  /** `[secret]` for Node's console and `util.inspect`; the symbol is registered, so no import is needed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED
  }
}
