import { existsSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { hostPath } from '../../state/paths.ts';
import { err, out } from '../../state/talk.ts';
import { readOptions } from '../read-options.ts';
import { bringPackage, configurePending, dropPackage } from './bring.ts';
import { compareVersions } from './compare-versions.ts';
import { isInstalled } from './database.ts';
import { dpkgQuery } from './dpkg-query.ts';
import { awaitDpkgLock } from './lock.ts';

/** dpkg: questions go to dpkg-query; installing, removing and comparing are its own. */
export async function dpkg(args: readonly string[]): Promise<number> {
  const { options, operands } = readOptions(args);
  const asked = (...names: string[]) => names.some((name) => options.has(name));
  if (asked('print-architecture')) out('amd64\n');
  else if (asked('version'))
    out("Debian 'dpkg' package management program version 1.22.21 (amd64).\n");
  else if (asked('print-foreign-architectures', 'audit', 'C')) return 0;
  else if (asked('compare-versions'))
    return compareVersions(operands[0] ?? '', operands[1] ?? '', operands[2] ?? '') ? 0 : 1;
  else if (asked('i', 'install')) return await installFiles(operands);
  else if (asked('r', 'remove', 'P', 'purge'))
    return await removeAll(operands, asked('P', 'purge'));
  else if (asked('configure')) return await configure();
  else if (asked('set-selections', 'add-architecture')) return 0;
  else if (asked('l', 'list', 's', 'status', 'L', 'listfiles', 'W')) return dpkgQuery(args);
  else {
    err('dpkg: error: need an action option\n');
    return 2;
  }
  return 0;
}

async function configure(): Promise<number> {
  await awaitDpkgLock(0);
  noteChange();
  configurePending();
  return 0;
}

async function installFiles(files: readonly string[]): Promise<number> {
  await awaitDpkgLock(0);
  for (const file of files) {
    if (!existsSync(hostPath(file))) {
      err(`dpkg: error: cannot access archive '${file}': No such file or directory\n`);
      return 2;
    }
    const [name = '', version = '1.0-1'] = (file.split('/').at(-1) ?? '')
      .replace(/\.deb$/, '')
      .split('_');
    noteChange();
    out(`Setting up ${name} (${version}) ...\n`);
    bringPackage(name, version);
  }
  return 0;
}

async function removeAll(names: readonly string[], purge: boolean): Promise<number> {
  await awaitDpkgLock(0);
  for (const name of names) {
    if (isInstalled(name)) {
      noteChange();
      out(`Removing ${name} ...\n`);
      dropPackage(name, purge);
    } else err(`dpkg: warning: ignoring request to remove ${name} which isn't installed\n`);
  }
  return 0;
}
