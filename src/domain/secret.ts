// How is a value kept that must never be printed? In a Secret: it prints as `[secret]` wherever it ends up.

const PRINTED = '[secret]';

/** A value that shows itself only to who asks for it by name: `reveal()`. Logs, JSON and string concatenation get `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The plain value. Call it only where the value leaves for its purpose: sealing, fingerprinting, asking a provider. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  get [Symbol.toStringTag](): string {
    return PRINTED;
  }

  /** Node's `util.inspect` and `console.log`; the symbol is registered globally, so the domain needs no import for it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return PRINTED;
  }
}
