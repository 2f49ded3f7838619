import { parentPort, workerData } from 'node:worker_threads';
import { explore } from './explore.ts';

/** What a round of fuzzing tells while it goes on, in a thread of its own. */
export type Told =
  | { readonly is: 'trying'; readonly recipe: string }
  | { readonly is: 'finding'; readonly recipe: string; readonly finding: string }
  | { readonly is: 'batch' | 'end'; readonly tally: Awaited<ReturnType<typeof explore>> };

const tell = (told: Told) => parentPort?.postMessage(told);

const tally = await explore({
  ...workerData,
  onTry: (recipe: string) => tell({ is: 'trying', recipe }),
  onFinding: (recipe: string, finding: string) => tell({ is: 'finding', recipe, finding }),
  onBatch: (tally) => tell({ is: 'batch', tally }),
});
tell({ is: 'end', tally });
