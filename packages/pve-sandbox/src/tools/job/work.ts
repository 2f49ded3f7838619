/** A job that runs in a worker: how it is listed, and what it does. */
export interface Work {
  type: string;
  id: string;
  run(): Promise<void>;
}
