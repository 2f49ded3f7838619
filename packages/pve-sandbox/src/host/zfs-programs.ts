import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { OWN } from '../record/files.ts';
import { noteChange } from '../record/note.ts';
import { hostPath } from '../state/paths.ts';

const poolsFile = () => hostPath(`${OWN}/pools`);

/** The ZFS pools of the host: each is a directory at the top. */
export function pools(): string[] {
  const file = poolsFile();
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** Adds a pool to those of the host, with its directory. */
export function addPool(name: string): void {
  mkdirSync(hostPath(`/${name}`), { recursive: true });
  writeFileSync(poolsFile(), `${[...new Set([...pools(), name])].join('\n')}\n`);
}

/** zpool: list, status, create, destroy; the rest succeeds. */
export function zpool(args: readonly string[]): number {
  const [verb, ...rest] = args;
  const names = words(rest);
  if (verb === 'list' || verb === 'status') return show(pools(), names, rest, 'pool');
  noteChange();
  if (verb === 'create' && names[0] !== undefined) addPool(names[0]);
  if (verb === 'destroy') {
    writeFileSync(
      poolsFile(),
      pools()
        .filter((name) => name !== names[0])
        .join('\n'),
    );
    rmSync(hostPath(`/${names[0]}`), { recursive: true, force: true });
  }
  return 0;
}

/** zfs: list, create, destroy of filesystems; the rest succeeds. */
export function zfs(args: readonly string[]): number {
  const [verb, ...rest] = args;
  const names = words(rest);
  if (verb === 'list') return show(filesystems(), names, rest, 'dataset');
  if (verb === 'get') return 0;
  noteChange();
  const name = names.at(-1);
  if (name === undefined) return 0;
  if (verb === 'create') mkdirSync(hostPath(`/${name}`), { recursive: true });
  if (verb === 'destroy') rmSync(hostPath(`/${name}`), { recursive: true, force: true });
  return 0;
}

/** Pools and the directories directly in them. */
function filesystems(): string[] {
  return pools().flatMap((pool) => {
    const inside = existsSync(hostPath(`/${pool}`)) ? readdirSync(hostPath(`/${pool}`)) : [];
    return [pool, ...inside.sort().map((name) => `${pool}/${name}`)];
  });
}

/** The words that are no options; those with a value take it along. */
function words(args: readonly string[]): string[] {
  return args.filter(
    (word, index) => !word.startsWith('-') && !/^-[oOmtRsSVd]$/.test(args[index - 1] ?? ''),
  );
}

function show(all: string[], asked: string[], args: readonly string[], kind: string): number {
  const columns = args[args.indexOf('-o') + 1]?.split(',') ?? ['name'];
  const shown = args.includes('-o') ? columns : ['name'];
  const missing = asked.find((name) => !all.includes(name) && !existsSync(hostPath(`/${name}`)));
  if (missing !== undefined) {
    process.stderr.write(
      kind === 'pool'
        ? `cannot open '${missing}': no such pool\n`
        : `cannot open '${missing}': dataset does not exist\n`,
    );
    return 1;
  }
  const quiet = args.some((word) => /^-\w*H/.test(word));
  if (!quiet && all.length > 0) process.stdout.write(`${shown.join('\t').toUpperCase()}\n`);
  for (const name of asked.length > 0 ? asked : all) {
    process.stdout.write(`${shown.map((column) => columnOf(name, column)).join('\t')}\n`);
  }
  return 0;
}

function columnOf(name: string, column: string): string {
  const values: Record<string, string> = { name, mountpoint: `/${name}`, health: 'ONLINE' };
  return values[column] ?? '-';
}
