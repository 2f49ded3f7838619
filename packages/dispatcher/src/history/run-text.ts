import {
  doneWord,
  EXIT,
  formatDuration,
  localTime,
  printable,
  type RunSummary,
  table,
} from '@phoenix/shared-runtime';

/** The runs as a table; commands are cut to `room` characters. */
export function runsTable(runs: readonly RunSummary[], room: number): string {
  const rows = runs.map((run) => [
    run.id,
    whenOf(run),
    cut(commandOf(run), room),
    stateOf(run),
    formatDuration(run.seconds),
    countsOf(run) || '-',
  ]);
  return table([['RUN', 'WHEN', 'COMMAND', 'STATE', 'TOOK', 'GUESTS'], ...rows]);
}

/** What a run is and how it stands, in a line. */
export function headLine(run: RunSummary): string {
  const took = formatDuration(run.seconds);
  const how: Readonly<Record<RunSummary['state'], string>> = {
    running: `${stateOf(run)} for ${took}`,
    ended: `${stateOf(run)} after ${took}`,
    died: `died, last heard of after ${took}`,
    unknown: `nobody knows how it ended, last heard of after ${took}`,
  };
  return `run ${run.id}: ${commandOf(run)}: ${how[run.state]}, begun ${whenOf(run)}`;
}

/** True for a run that came to its end with nothing left undone, or is still on its way to that. */
export function isWell({ state, exit }: Pick<RunSummary, 'state' | 'exit'>): boolean {
  return state === 'running' || (state === 'ended' && exit === EXIT.done);
}

/** The command of a run, unable to play with the terminal. */
export function commandOf({ command }: Pick<RunSummary, 'command'>): string {
  return command === undefined ? 'unknown command' : printable(command);
}

function stateOf({ state, exit, pid }: RunSummary): string {
  if (state === 'running') return `running pid ${pid}`;
  if (state !== 'ended') return state;
  if (exit === EXIT.done) return 'done';
  const stopped = exit === EXIT.interrupted || exit === EXIT.terminated;
  return stopped ? 'interrupted' : `failed exit ${exit}`;
}

/** `3 created, 1 failed`; empty when nothing came of any guest. */
function countsOf({ counts, verb = '' }: RunSummary): string {
  const words = { ...counts, changed: 0, [doneWord(verb)]: counts.changed };
  const { created, unchanged, failed, skipped, ...did } = words;
  const inOrder = { created, ...did, unchanged, failed, skipped };
  return Object.entries(inOrder)
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${number} ${word}`)
    .join(', ');
}

function whenOf({ since }: RunSummary): string {
  return localTime(new Date(since));
}

/** The beginning of a text, where it does not fit into `room` characters. */
export function cut(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
