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

/**
 * The output of this process. Node takes milliseconds to open it, so that is done at its first use, or as soon as
 * something is waited for.
 */
export function processOutput(program: string): Output {
  let isOpen = false;
  const open = () => {
    if (!isOpen) watchStreams(program);
    isOpen = true;
    return process;
  };
  setImmediate(open);
  return {
    result: (text) => void open().stdout.write(printed(text)),
    talk: (text) => void open().stderr.write(printed(text)),
    paint: (kind, text) => styleText(STYLES[kind], text, { stream: open().stdout }),
    paintTalk: (kind, text) => styleText(STYLES[kind], text, { stream: open().stderr }),
  };
}
