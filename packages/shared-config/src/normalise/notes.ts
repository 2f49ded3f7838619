import type { FileKind } from '../declared.ts';
import type { Findings, Remark, Spot } from '../findings.ts';
import type { Path } from '../json/document.ts';
import { dotted } from '../subject.ts';

/** What is to be said about one part of a file, usually one guest. */
export class Notes {
  /** Whether an error was among it. */
  broken = false;
  readonly #findings: Findings;
  readonly #file: FileKind;
  readonly #base: Path;
  readonly #id: number | undefined;
  readonly #written: object;

  /** `written` is the part as it stands in the file, sound or not. */
  constructor(findings: Findings, file: FileKind, base: Path, written: object, id?: number) {
    this.#findings = findings;
    this.#file = file;
    this.#base = base;
    this.#written = written;
    this.#id = id;
  }

  /** Whether the file has this key, even if with a value that is no good. */
  has(key: string): boolean {
    return Object.hasOwn(this.#written, key);
  }

  /** The keys that the file has. */
  names(): string[] {
    return Object.keys(this.#written);
  }

  /** The message follows the key, like "has a blank" follows "guest 950: gpu_assignment". */
  error(code: string, path: Path, message: string, remark: Remark = {}): void {
    this.broken = true;
    this.#findings.error(code, this.spot(path), this.#say(path, message), this.#about(remark));
  }

  warning(code: string, path: Path, message: string, remark: Remark & Pick<Spot, 'at'> = {}): void {
    const { at, ...rest } = remark;
    const spot = { ...this.spot(path), ...(at === undefined ? {} : { at }) };
    this.#findings.warning(code, spot, this.#say(path, message), this.#about(rest));
  }

  spot(path: Path): Spot {
    return { file: this.#file, path: [...this.#base, ...path] };
  }

  #say(path: Path, message: string): string {
    const words = [dotted(path), message].filter((part) => part !== '').join(' ');
    return this.#id === undefined ? words : `guest ${this.#id}: ${words}`;
  }

  #about(remark: Remark): Remark {
    return this.#id === undefined ? remark : { guests: [this.#id], ...remark };
  }
}
