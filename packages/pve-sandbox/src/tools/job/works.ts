import type { Work } from './work.ts';

/** The jobs that run in a worker, by the name that their command gives. */
export const works: Record<string, (params: unknown) => Promise<Work>> = {
  create: async (params) => (await import('../pct/create-work.ts')).createWork(params),
  clone: async (params) => (await import('../pct/clone-work.ts')).cloneWork(params),
  'qm create': async (params) => (await import('../qm/create-work.ts')).createWork(params),
  'qm clone': async (params) => (await import('../qm/clone-work.ts')).cloneWork(params),
};
