import type { FileKind } from './declared.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonDocument, Path } from './json/document.ts';

/** A place named by keys: in which file, under which path, at the name or at the value. */
export interface Spot {
  file: FileKind;
  path: Path;
  at?: 'name' | 'value';
}

export interface Remark {
  hint?: string | undefined;
  guests?: number[];
}

/**
 * Collects what is to be said. Lines and columns are looked up when they are read: a run that only
 * asks whether there are errors does not pay for them.
 */
export class Findings {
  readonly list: Diagnostic[] = [];
  readonly #documents: Partial<Record<FileKind, JsonDocument>>;

  constructor(documents: Partial<Record<FileKind, JsonDocument>>) {
    this.#documents = documents;
  }

  error(code: string, spot: Spot | undefined, message: string, remark: Remark = {}): void {
    this.#add('error', code, spot, message, remark);
  }

  warning(code: string, spot: Spot | undefined, message: string, remark: Remark = {}): void {
    this.#add('warning', code, spot, message, remark);
  }

  #add(
    severity: Diagnostic['severity'],
    code: string,
    spot: Spot | undefined,
    message: string,
    { hint, guests }: Remark,
  ): void {
    const extra = {
      ...(hint === undefined ? {} : { hint }),
      ...(guests === undefined ? {} : { guests }),
    };
    const document = spot && this.#documents[spot.file];
    if (spot === undefined || document === undefined) {
      this.list.push({ severity, code, message, ...extra });
      return;
    }
    const find = () => (spot.at === 'name' ? document.name(spot.path) : document.value(spot.path));
    this.list.push({
      severity,
      code,
      message,
      get where() {
        return find() ?? { file: document.file, line: 1, column: 1 };
      },
      get sourceLine() {
        return document.line(find() ?? { file: document.file, line: 1, column: 1 });
      },
      ...extra,
    });
  }
}
