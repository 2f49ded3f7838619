import { Terminal } from '@xterm/headless';
import type { Surface } from '../views/view.ts';

/** A terminal for tests, with what is on it and above it. */
export interface Screen extends Surface {
  resize(columns: number, rows: number): void;
  /** Rows of the screen and of what has left it at the top, without blank ones at the end. */
  text(): Promise<string[]>;
}

/** An empty terminal of that size. */
export function screen(columns: number, rows: number): Screen {
  // Nobody else turns the ends of lines into what a terminal wants.
  const options = { cols: columns, rows, convertEol: true, scrollback: 10_000 };
  const terminal = new Terminal({ ...options, allowProposedApi: true });
  const settled = () => new Promise<void>((resolve) => terminal.write('', resolve));
  return {
    write: (text) => terminal.write(text),
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    label: (guest) => `${guest} g${guest}`,
    resize: (cols, high) => terminal.resize(cols, high),
    async text() {
      await settled();
      const { active } = terminal.buffer;
      const lines = Array.from(
        { length: active.length },
        (_, row) => active.getLine(row)?.translateToString(true) ?? '',
      );
      return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
    },
  };
}
