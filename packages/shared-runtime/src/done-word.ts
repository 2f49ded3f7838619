const WORDS: Readonly<Record<string, string>> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  delete: 'deleted',
  setup: 'set up',
  reconfigure: 'reconfigured',
  snapshot: 'snapshotted',
  rollback: 'rolled back',
};

/** What a verb has done to a guest whose outcome is "changed", in texts for people. */
export function doneWord(verb: string): string {
  return WORDS[verb] ?? 'changed';
}
