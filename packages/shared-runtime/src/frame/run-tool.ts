import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host/host.ts';
import type { Journal } from '../journal/journal.ts';
import { createStop } from '../stop.ts';
import type { Output } from './output.ts';
import type { ToolLine } from './parse-tool.ts';
import { requireRoot } from './require-root.ts';
import { listenToSignals } from './signals.ts';
import { type ByteStreams, processStreams } from './tool.ts';

/** Runs a tool and answers its exit status. */
export async function runTool(
  line: ToolLine,
  program: string,
  world: { host: Host; out: Output; journal: Journal; streams?: ByteStreams | undefined },
): Promise<number> {
  const { host, out, journal, streams = processStreams } = world;
  const { tool, definition, words, command, flags } = line;
  requireRoot(program);
  const stop = createStop();
  const tell = (text: string) => out.talk(`${program}: ${text}\n`);
  const quiet = listenToSignals(stop, tell, definition.stopping);
  try {
    const context = { program, tool, host, out, stop, journal, words, command, flags };
    return (await definition.run({ ...context, ...streams })) ?? EXIT.done;
  } finally {
    quiet();
  }
}
