import { styleText } from 'node:util';
import { printed } from '../printed.ts';
import { watchStreams } from './streams.ts';

/** Colours by meaning, for one stream. */
export type Paint = (kind: 'good' | 'bad' | 'warn' | 'strong' | 'dim', text: string) => string;

/** Where a program speaks: results to stdout, talk to stderr. */
export interface Output {
  result(text: string): void;
  talk(text: string): void;
  /** Colours for results; plain where stdout is no terminal, or NO_COLOR or TERM=dumb say so. */
  readonly paint: Paint;
  /** The same for talk. */
  readonly paintTalk: Paint;
}

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', strong: 'bold', dim: 'dim' } as const;

/** The output of this process. */
export function processOutput(program: string): Output {
  const { stdout, stderr } = process;
  watchStreams(program);
  return {
    result: (text) => void stdout.write(printed(text)),
    talk: (text) => void stderr.write(printed(text)),
    paint: (kind, text) => styleText(STYLES[kind], text, { stream: stdout }),
    paintTalk: (kind, text) => styleText(STYLES[kind], text, { stream: stderr }),
  };
}
