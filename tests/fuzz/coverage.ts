import { Session } from 'node:inspector/promises';

/** What V8 counts while code runs: which blocks of the packages were entered. */
export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The blocks that were entered since the last look. */
  async entered(): Promise<Set<string>> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const blocks = result
      .filter(({ url }) => /\/packages\/[^/]+\/src\//.test(url))
      .flatMap(({ url, functions }) =>
        functions.flatMap(({ ranges }) =>
          ranges
            .filter(({ count }) => count > 0)
            .map(({ startOffset, endOffset }) => `${url}:${startOffset}-${endOffset}`),
        ),
      );
    return new Set(blocks);
  }

  /** Remembers blocks, and answers those that were not known. */
  learn(blocks: ReadonlySet<string>): Set<string> {
    const fresh = new Set([...blocks].filter((block) => !this.#seen.has(block)));
    for (const block of fresh) this.#seen.add(block);
    return fresh;
  }

  get blocks(): number {
    return this.#seen.size;
  }

  async stop(): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
