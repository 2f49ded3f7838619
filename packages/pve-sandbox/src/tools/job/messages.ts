/** What the command tells its worker. */
export type ToWorker =
  | { kind: 'begin'; work: string; params: unknown; argv: readonly string[] }
  | { kind: 'phase-over' };

/** What the worker tells its command; its words come through a pipe instead. */
export type ToParent =
  | { kind: 'task'; upid: string }
  | { kind: 'phase'; name: string; seconds: number }
  | { kind: 'waited'; ms: number }
  | { kind: 'over'; error?: string; warnings: number };
