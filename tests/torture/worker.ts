import { parentPort, workerData } from 'node:worker_threads';
import { tryRound } from './round.ts';

// A round in a thread of its own, since making hosts keeps a thread busy.
await tryRound(workerData, (verdict) => parentPort?.postMessage(verdict));
