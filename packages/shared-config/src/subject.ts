import type { FileKind } from './declared.ts';
import type { Path } from './json/document.ts';

/** How a path is said to a person: "guest 950: network_config.ip", or the bare path. */
export function subject(file: FileKind, path: Path, vmIds: readonly unknown[] = []): string {
  const { guest, rest } = split(file, path, vmIds);
  const words = dotted(rest);
  if (guest === undefined) return words;
  return words === '' ? guest : `${guest}: ${words}`;
}

/** A path as one writes it in code: `rules[0].port`. */
export function dotted(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

function split(
  file: FileKind,
  path: Path,
  vmIds: readonly unknown[],
): { guest?: string; rest: Path } {
  if (file === 'lxc' && path[0] === 'lxc_configs' && path.length > 1) {
    return { guest: `guest ${path[1]}`, rest: path.slice(2) };
  }
  const index = path[1];
  if (file === 'vm' && path[0] === 'vms' && typeof index === 'number') {
    const id = vmIds[index];
    if (typeof id !== 'string' && !Number.isSafeInteger(id)) return { rest: path };
    return { guest: `guest ${id}`, rest: path.slice(2) };
  }
  return { rest: path };
}
