import { OWN } from '../../record/files.ts';
import { list, readText } from '../../state/files.ts';
import { factsOf, release } from '../release.ts';
import { catalog } from './catalog.ts';
import { listName, originOf } from './repositories.ts';
import { aptSources } from './sources.ts';

/** A package that apt may install now, in the version that it would choose. */
export type Candidate = { name: string; version: string; depends: readonly string[] };

/**
 * What the repositories offer whose lists were read, by name. The file `packages` in the sandbox's
 * own directory adds names that the built-in list does not have, each with a version if it likes.
 */
export function candidates(): Map<string, Candidate> {
  const lists = new Set(list('/var/lib/apt/lists'));
  const read = aptSources().filter((source) => lists.has(listName(source)));
  const origins = new Set(read.map(originOf));
  const now = release();
  const found = new Map<string, Candidate>();
  for (const { name, origin, version, depends } of catalog(factsOf(now).kernel).values()) {
    if (origins.has(origin)) found.set(name, { name, version: version[now], depends });
  }
  if (read.length === 0) return found;
  for (const line of (readText(`${OWN}/packages`) ?? '').split('\n')) {
    const [name = '', version = '1.0-1'] = line.trim().split(/\s+/);
    if (name !== '') found.set(name, { name, version, depends: [] });
  }
  return found;
}
