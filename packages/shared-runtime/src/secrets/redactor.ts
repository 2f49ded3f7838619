import { SENSITIVE } from '@phoenix/shared-config';
import { formsOf } from './forms.ts';

/** Takes the secrets that it is told of out of texts. */
export class Redactor {
  readonly #values = new Set<string>();
  #forms: readonly string[] = [];
  #bytes: readonly Buffer[] = [];

  /** From now on this is a secret. */
  hide(value: string): void {
    if (this.#values.has(value)) return;
    this.#values.add(value);
    const forms = new Set([...this.#forms, ...formsOf(value)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    this.#bytes = this.#forms.map((form) => Buffer.from(form));
  }

  /** Whether it was told of any. */
  get isAny(): boolean {
    return this.#forms.length > 0;
  }

  /** A text without secrets. */
  text(text: string): string {
    return this.#forms.reduce((shown, form) => shown.replaceAll(form, SENSITIVE), text);
  }

  /** The same for JSON, which stays JSON: only in its strings, and not in names. */
  json(text: string): string {
    if (!this.isAny) return text;
    return text.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (whole, inside: string, colon?: string) =>
      colon === undefined ? `"${this.text(inside)}"` : whole,
    );
  }

  /** A result or a message, which may be JSON. */
  printed(text: string): string {
    return /^\s*[{[]\s*["[{]/.test(text) ? this.json(text) : this.text(text);
  }

  /**
   * Covers secrets in bytes with as many others, in place; answers the spans that it has changed.
   */
  cover(bytes: Buffer): (readonly [from: number, to: number])[] {
    const spans: [number, number][] = [];
    for (const form of this.#bytes)
      for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + form.length)) {
        const to = at + form.length;
        bytes.fill('*', at, to);
        if (form.length >= SENSITIVE.length) bytes.write(SENSITIVE, at);
        spans.push([at, to]);
      }
    return spans;
  }

  /** How many bytes at the end may be the beginning of a secret. */
  begun(bytes: Buffer): number {
    let most = 0;
    for (const form of this.#bytes)
      for (let size = Math.min(form.length - 1, bytes.length); size > most; size -= 1)
        if (bytes[bytes.length - size] === form[0] && isEnd(bytes, form, size)) most = size;
    return most;
  }
}

function isEnd(bytes: Buffer, form: Buffer, size: number): boolean {
  return bytes.compare(form, 0, size, bytes.length - size) === 0;
}
