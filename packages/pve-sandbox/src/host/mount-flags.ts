import { readFileSync } from 'node:fs';

/** A line of /proc/PID/mountinfo: where it is mounted, what of which device, with which options. */
export type Mount = { point: string; root: string; device: string; options: string[] };

/** Reads the text of a mountinfo file. */
export function parseMountinfo(text: string): Mount[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, , device = '', root = '', point = '', options = ''] = line.split(' ');
      return {
        device,
        root: unescaped(root),
        point: unescaped(point),
        options: options.split(','),
      };
    });
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** This process's mounts. */
export function ownMounts(): Mount[] {
  return parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8'));
}

/** The mount that holds the path (the last one of the longest mount point). */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const holds = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (holds && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best;
}

/**
 * The flags that a read-only bind of the path has to repeat: in a user namespace the kernel refuses
 * a remount that would drop one of them.
 */
export function inheritedFlags(path: string, mounts: readonly Mount[]): string[] {
  const kept = ['nosuid', 'nodev', 'noexec'];
  return kept.filter((flag) => mountOf(path, mounts)?.options.includes(flag));
}
