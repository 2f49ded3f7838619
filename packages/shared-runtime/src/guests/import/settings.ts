/** Settings whose values are secrets, or are made of them. */
const SECRETS = /^(?:cipassword|env)$/;
/** Words behind which a secret stands, in values that hold anything. */
const SECRET = /passw|passphrase|secret|token|api_?key|private_?key/i;

/** Settings that say what a guest is at the moment, not how it is set. */
const MOMENTARY = /^(?:lock|parent|snaptime|snapstate|vmstate|running\w+|digest)$/;

/** The settings of a guest while they are put into words; those that nobody takes are told. */
export class Settings {
  readonly #left: Map<string, string>;

  constructor(keys: ReadonlyMap<string, string>) {
    this.#left = new Map([...keys].filter(([key]) => !MOMENTARY.test(key)));
  }

  /** The value of a key, which is then spoken for; undefined when there is none. */
  take(key: string): string | undefined {
    const value = this.#left.get(key);
    this.#left.delete(key);
    return value;
  }

  /** The same for all keys that are of this kind, in the order of the file. */
  takeAll(isOne: (key: string, value: string) => boolean): [key: string, value: string][] {
    const taken = [...this.#left].filter(([key, value]) => isOne(key, value));
    for (const [key] of taken) this.#left.delete(key);
    return taken;
  }

  /** What has not been taken, as one note with the lines of the conf file; none when nothing is left. */
  notes(): string[] {
    const lines = [...this.#left].map(([key, value]) => lineOf(key, value));
    return lines.length === 0
      ? []
      : [`no key holds these settings, which stay: ${lines.join('; ')}`];
  }
}

/** A line of a conf file, fit to be read by anybody. */
export function lineOf(key: string, value: string): string {
  return isSecret(key, value) ? `${key} (not shown)` : `${key}: ${value}`;
}

/** Whether a value is not to be shown: a secret by its key, or by the words in it. */
export function isSecret(key: string, value: string): boolean {
  return SECRETS.test(key) || SECRET.test(value);
}
