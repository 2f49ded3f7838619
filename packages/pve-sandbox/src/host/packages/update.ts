import { noteChange } from '../../record/note.ts';
import { list, remove, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { type Fetched, fetchSource, listName } from './repositories.ts';
import { aptSources, type Source } from './sources.ts';

const LISTS = '/var/lib/apt/lists';

/** apt-get update. @returns 100 when a repository was refused, 0 when one merely could not be had */
export function update(): number {
  const sources = merged(aptSources());
  noteChange();
  const told = sources.map((source, index) => ({
    source,
    fetched: fetchSource(source),
    number: index + 1,
  }));
  for (const { source, fetched, number } of told) {
    const line = `${number} ${source.uri} ${source.suite} InRelease`;
    out(fetched.kind === 'read' ? `Hit:${line}\n` : `Err:${line}\n  ${reason(fetched)}\n`);
    if (fetched.kind === 'read') writeText(`${LISTS}/${listName(source)}`, 'pve-sandbox\n');
  }
  const wanted = new Set(sources.map(listName));
  for (const name of list(LISTS)) if (!wanted.has(name)) remove(`${LISTS}/${name}`);
  out('Reading package lists... Done\n');
  return complain(told.filter(({ fetched }) => fetched.kind !== 'read'));
}

/** A suite that several entries name is read once. */
function merged(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map((one) => [listName(one), one])).values()];
}

function reason(fetched: Fetched): string {
  switch (fetched.kind) {
    case 'unauthorized':
      return '401  Unauthorized [IP: 203.0.113.10 443]';
    case 'unresolved':
      return `Could not resolve '${fetched.host}'`;
    case 'missing':
      return '404  Not Found [IP: 203.0.113.10 80]';
    case 'unsigned':
      return "The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 1140AF8F639E0C39";
    default:
      return '';
  }
}

function complain(failed: readonly { source: Source; fetched: Fetched }[]): number {
  let code = 0;
  for (const { source, fetched } of failed) {
    const release = `${source.uri}/dists/${source.suite}/InRelease`;
    const name = `'${source.uri} ${source.suite}`;
    if (fetched.kind === 'unresolved') {
      err(`W: Failed to fetch ${release}  ${reason(fetched)}\n`);
      err(
        'W: Some index files failed to download. They have been ignored, or old ones used instead.\n',
      );
      continue;
    }
    code = 100;
    if (fetched.kind === 'missing')
      err(`E: The repository ${name} Release' does not have a Release file.\n`);
    else {
      if (fetched.kind === 'unsigned')
        err(`W: GPG error: ${source.uri} ${source.suite} InRelease: ${reason(fetched)}\n`);
      else err(`E: Failed to fetch ${release}  ${reason(fetched)}\n`);
      err(`E: The repository ${name} InRelease' is not signed.\n`);
    }
    err(
      "N: Updating from such a repository can't be done securely, and is therefore disabled by default.\n" +
        'N: See apt-secure(8) manpage for repository creation and user configuration details.\n',
    );
  }
  return code;
}
