import { mayHoldOdd } from '../characters.ts';
import type { Diagnostic, Position } from '../diagnostic.ts';
import { withoutSecrets } from '../secret.ts';
import { Lines } from './lines.ts';
import { measure } from './measure.ts';
import { deepest, type Member, type Place, scan } from './scan.ts';
import { SyntaxProblem } from './syntax-problem.ts';

export type Path = readonly (string | number)[];

/**
 * One JSON file: its data, and where each part of it stands. Places are looked for when somebody
 * asks, because a file without a mistake never needs them.
 */
export class JsonDocument {
  readonly file: string;
  /** Undefined when the text is not JSON. */
  readonly data: unknown;
  readonly problems: Diagnostic[] = [];
  readonly #text: string;
  readonly #lines: Lines;
  #shownLines: Lines | undefined;
  #members = 0;
  #root: Place | undefined;
  readonly #moved = new Map<string | number, Path>();
  readonly #byName = new Map<Place, ReadonlyMap<string, Member>>();

  constructor(file: string, raw: string) {
    this.file = file;
    const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
    this.#text = text;
    this.#lines = new Lines(text);
    if (text !== raw) {
      this.problems.push({
        severity: 'warning',
        code: 'byte-order-mark',
        message: 'the file begins with a byte order mark, on which other JSON readers fail',
        ...this.#shown(0),
        hint: 'save it as UTF-8 without BOM',
      });
    }
    this.data = this.#parse();
    const strange = text.indexOf('\uFFFD');
    if (strange < 0) return;
    // Such a byte between the texts is no JSON either; once is enough.
    if (this.data === undefined) this.problems.pop();
    this.problems.push(this.#noUtf8(strange));
  }

  /** Whether a text in it could hold a character that none should; a quick look. */
  get mayHoldOdd(): boolean {
    return mayHoldOdd(this.#text);
  }

  /** From now on an outermost name means another place: what is read there stands here. */
  move(name: string, stands: Path): void {
    this.#moved.set(name, stands);
  }

  /** Where a value stands, or what is nearest above it. */
  value(path: Path): Position | undefined {
    return this.#find(path, false);
  }

  /** Where the name of a member stands, or what is nearest above it. */
  name(path: Path): Position | undefined {
    return this.#find(path, true);
  }

  /** The text of the line that a position is in, without secrets. */
  line(position: Position): string {
    this.#shownLines ??= new Lines(withoutSecrets(this.#text));
    return this.#shownLines.line(position.line);
  }

  /** Every name that stands twice in one object, with the path of the object. */
  duplicates(): { path: Path; name: string; first: Position; again: Position }[] {
    // A name is followed by a colon, so as many of these pairs as members means: no doubles.
    const names = this.#text.match(/"\s*:/g)?.length ?? 0;
    if (this.data === undefined || names === this.#members) return [];
    const root = this.#places();
    if (root === undefined) return [];
    const found: ReturnType<JsonDocument['duplicates']> = [];
    const visit = (place: Place, path: Path) => {
      const seen = new Map<string, number>();
      for (const member of place.members ?? []) {
        const first = seen.get(member.name);
        if (first === undefined) seen.set(member.name, member.at);
        else {
          const name = member.name;
          found.push({ path, name, first: this.#at(first), again: this.#at(member.at) });
        }
        visit(member.value, [...path, member.name]);
      }
      for (const [index, item] of (place.items ?? []).entries()) visit(item, [...path, index]);
    };
    visit(root, []);
    return found;
  }

  #parse(): unknown {
    try {
      const data: unknown = JSON.parse(this.#text);
      const { members, depth } = measure(data);
      this.#members = members;
      if (depth <= deepest) return data;
    } catch {
      // The engine's own message has no place; the scan below finds it.
    }
    this.problems.push(this.#explain());
    return undefined;
  }

  /** Who decodes a file puts this sign wherever a byte is no UTF-8. */
  #noUtf8(offset: number): Diagnostic {
    const isUtf16 = this.#text.includes('\0');
    return {
      severity: 'error',
      code: 'encoding',
      message: isUtf16
        ? 'the file is not UTF-8; it looks like UTF-16'
        : 'here the file is not UTF-8: it has a byte that means nothing',
      ...this.#shown(offset),
      hint: isUtf16 ? 'save it as UTF-8' : 'write this character again, and save the file as UTF-8',
    };
  }

  #explain(): Diagnostic {
    const problem = this.#firstProblem();
    return {
      severity: 'error',
      code: this.#text.trim() === '' ? 'empty-file' : 'syntax',
      message: problem?.message ?? 'this is not JSON',
      ...this.#shown(problem?.offset ?? 0),
      ...(problem?.hint === undefined ? {} : { hint: problem.hint }),
    };
  }

  #firstProblem(): SyntaxProblem | undefined {
    try {
      scan(this.#text);
      return undefined;
    } catch (error) {
      if (error instanceof SyntaxProblem) return error;
      throw error;
    }
  }

  #places(): Place | undefined {
    if (this.#root === undefined && this.data !== undefined) this.#root = scan(this.#text);
    return this.#root;
  }

  #find(asked: Path, name: boolean): Position | undefined {
    const moved = asked[0] === undefined ? undefined : this.#moved.get(asked[0]);
    const path = moved === undefined ? asked : [...moved, ...asked.slice(1)];
    let place = this.#places();
    if (place === undefined) return undefined;
    let offset = place.start;
    for (const step of path) {
      if (typeof step === 'number' && place.items !== undefined) {
        const item: Place | undefined = place.items[step];
        if (item === undefined) break;
        place = item;
        offset = item.start;
      } else {
        const member = this.#membersOf(place).get(String(step));
        if (member === undefined) break;
        place = member.value;
        offset = name ? member.at : place.start;
      }
    }
    return this.#at(offset);
  }

  /** By name; of two with one name the last counts, as it does for JSON.parse. */
  #membersOf(place: Place): ReadonlyMap<string, Member> {
    const known = this.#byName.get(place);
    if (known !== undefined) return known;
    const byName = new Map(place.members?.map((one) => [one.name, one]));
    this.#byName.set(place, byName);
    return byName;
  }

  #at(offset: number): Position {
    return { file: this.file, ...this.#lines.position(offset) };
  }

  #shown(offset: number): { where: Position; sourceLine: string } {
    const where = this.#at(offset);
    return { where, sourceLine: this.line(where) };
  }
}
