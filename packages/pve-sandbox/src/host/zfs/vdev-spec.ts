import { Failure } from '../failure.ts';

/** Disks that are put together as a command line says. */
export interface VdevSpec {
  /** `disk`, `mirror`, `raidz1` to `raidz3`. */
  type: string;
  paths: string[];
}

/** The vdevs of `mirror A B mirror C D`, or of bare disks. @throws Refusal for too few disks */
export function vdevSpecs(words: readonly string[]): VdevSpec[] {
  const specs: VdevSpec[] = [];
  for (const word of words) {
    const type = groupType(word);
    const last = specs.at(-1);
    if (type !== undefined) specs.push({ type, paths: [] });
    else if (last !== undefined && last.type !== 'disk') last.paths.push(word);
    else specs.push({ type: 'disk', paths: [word] });
  }
  for (const { type, paths } of specs) {
    const least = leastOf(type);
    if (paths.length < least) {
      throw new Failure(
        `invalid vdev specification: ${wordOf(type, words)} requires at least ${least} devices`,
      );
    }
  }
  return specs;
}

function groupType(word: string): string | undefined {
  if (word === 'mirror') return 'mirror';
  const [, parity] = /^raidz([123]?)$/.exec(word) ?? [];
  return parity === undefined ? undefined : `raidz${parity === '' ? 1 : parity}`;
}

const leastOf = (type: string): number =>
  type === 'disk' ? 1 : type === 'mirror' ? 2 : Number(type.slice(5)) + 1;

const wordOf = (type: string, words: readonly string[]): string =>
  words.find((word) => groupType(word) === type) ?? type;
