import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { exists } from '../../state/files.ts';
import { hostPath } from '../../state/paths.ts';
import { layPlaceholder } from '../../state/placeholder-tree.ts';
import { Refusal } from '../../state/refusal.ts';
import { detectOstype, hasShell } from '../../state/system.ts';
import { err, out } from '../../state/talk.ts';
import { readPlaceholder, tarFlag } from '../../state/templates.ts';
import { isHostPath, volume } from '../../state/volume-ids.ts';
import { volumePath } from '../../state/volume-paths.ts';
import { enter, step } from '../job/phases.ts';

/** Where an archive goes, and how. */
export interface Unpacking {
  id: number;
  tree: string;
  unprivileged: boolean;
  doing: { now: string };
}

/**
 * Unpacks a template into a tree: a real archive with tar, a placeholder as a skeleton of the system
 * that it names. @returns what system it is, by parameters first
 */
export async function layArchive(
  params: ReadonlyMap<string, string>,
  unpacking: Unpacking,
): Promise<{ arch: string; ostype: string }> {
  const { tree } = unpacking;
  const archive = archivePath(params.get('ostemplate') ?? '');
  const placeholder = readPlaceholder(archive);
  const command = tarCommand(archive, unpacking);
  out(`extracting archive '${archive}'\n`);
  unpacking.doing.now = command;
  await enter('extracting', 3);
  if (placeholder === undefined) await unpack(archive, tree, command);
  else if (placeholder.ostype !== 'unmanaged') layPlaceholder(tree, placeholder);
  unpacking.doing.now = '';
  out(`Total bytes read: ${unpackedSize(archive)} (159MiB, 320MiB/s)\n`);

  let ostype = params.get('ostype') ?? detectOstype(tree);
  if (ostype === undefined) {
    err("/etc/os-release file not found and autodetection failed, falling back to 'unmanaged'\n");
    ostype = 'unmanaged';
  }
  return { arch: params.get('arch') ?? architecture(tree, placeholder !== undefined), ostype };
}

/** The archive's path. @throws Refusal when it is not there; Proxmox says so twice */
function archivePath(template: string): string {
  const path =
    template.includes(':') && !isHostPath(template) ? volumePath(volume(template)) : template;
  if (isHostPath(path) && exists(path)) return path;
  const missing =
    path === template ? `can't find file '${template}'` : `volume '${template}' does not exist`;
  out(`${missing}\n`);
  throw new Refusal(missing);
}

function architecture(tree: string, isPlaceholder: boolean): string {
  if ((isPlaceholder && detectOstype(tree) !== undefined) || hasShell(tree)) {
    out('Detected container architecture: amd64\n');
    return 'amd64';
  }
  err('Falling back to amd64.\nUse `pct set VMID --arch ARCH` to change.\n');
  return 'amd64';
}

/** The command that Proxmox runs, for its error text. */
function tarCommand(archive: string, { id, unprivileged }: Unpacking): string {
  const mapped = unprivileged ? 'lxc-usernsexec -m u:0:100000:65536 -m g:0:100000:65536 -- ' : '';
  const flags = ['tar', 'xpf', '-', ...tarFlag(archive)].join(' ');
  return `${mapped}${flags} --totals --one-file-system -p --sparse --numeric-owner --acls --xattrs '--xattrs-include=user.*' '--xattrs-include=security.capability' '--warning=no-file-ignored' '--warning=no-xattr-write' -C /var/lib/lxc/${id}/rootfs --skip-old-files --anchored --exclude './dev/*'`;
}

async function unpack(archive: string, tree: string, command: string): Promise<void> {
  const code = await step(
    new Promise<number>((resolve) => {
      const owner = ['--no-same-owner', '--exclude=./dev/*'];
      const args = ['xpf', hostPath(archive), ...tarFlag(archive), ...owner, '-C', hostPath(tree)];
      const child = spawn('tar', args, { stdio: ['ignore', 'pipe', 'pipe'] });
      child.stderr.setEncoding('utf8').on('data', (text: string) => out(text));
      child.on('error', () => resolve(127));
      child.on('close', (status) => resolve(status ?? 2));
    }),
  );
  if (code !== 0) throw new Refusal(`command '${command}' failed: exit code ${code}`);
}

/** About what tar tells; the archives that matter are compressed to a third. */
const unpackedSize = (archive: string): number => statSync(hostPath(archive)).size * 3;
