import { PhoenixError } from '../errors.ts';
import { quoteArgv, quoteWord } from '../quote.ts';
import type { Exposure } from './host.ts';

/** Why a path is not gone along; `explain` puts before it what was tried. */
export class RefusedPlace extends PhoenixError {
  constructor(reason: string, hint: string) {
    super(reason, { hint });
  }

  during(attempt: string): this {
    this.message = `${attempt}: ${this.message}`;
    return this;
  }
}

/** A link on the way that may lead wherever somebody wants root to write. */
export function linkOfOthers(path: string): RefusedPlace {
  return new RefusedPlace(
    `${path} is a link that others than root can change`,
    `see who made it (ls -ld ${quoteWord(path)}), then take it away or name the path that it leads to`,
  );
}

/** A directory below one of Phoenix's own in which others can put what they like. */
export function notRootsAlone(path: string, own: string): RefusedPlace {
  return new RefusedPlace(
    `${path} is no directory of root alone`,
    `see who made it (ls -ld ${quoteWord(path)}), then type rm -r ${quoteWord(own)}; it is made again`,
  );
}

/** What is in the way of a directory. */
export function noDirectory(path: string): RefusedPlace {
  return new RefusedPlace(
    `${path} is there, and no directory`,
    `see what it is (ls -l ${quoteWord(path)}), and move it away`,
  );
}

/** A directory that is there and would have to be given away, or opened. */
export function notOurs(path: string): RefusedPlace {
  return new RefusedPlace(
    `${path} is there already, where others than root can put what they like`,
    `see whose it is (ls -ld ${quoteWord(path)}), and give it the owner and mode that it is to have`,
  );
}

/** A directory whose files others can exchange while they are being written. */
export function openDirectory({ path, by, repair }: Exposure): RefusedPlace {
  const closed = quoteArgv([...repair, path]);
  return new RefusedPlace(
    `${by} can change ${path}, and so what comes there`,
    `name a file where only root can write, or type ${closed}`,
  );
}

/** A file of which others have another name, or which is none. */
export function noPlainFile(path: string): RefusedPlace {
  return new RefusedPlace(
    `${path} is no plain file of root alone`,
    `see who made it (ls -ld ${quoteWord(path)}), then type rm -r ${quoteWord(path)}`,
  );
}
