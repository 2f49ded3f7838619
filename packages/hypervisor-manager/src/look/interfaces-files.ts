import type { Look } from '../setup/step.ts';

/** The file that ifupdown2 begins with. */
export const MAIN = '/etc/network/interfaces';

/** /etc/network/interfaces and the files that it sources, by path. */
export function interfacesFiles(host: Pick<Look, 'read' | 'list'>): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (path: string) => {
    const text = path in files ? undefined : host.read(path);
    if (text === undefined) return;
    files[path] = text;
    for (const pattern of sourcedBy(text)) for (const one of matching(host, pattern)) add(one);
  };
  add(MAIN);
  return files;
}

/** The patterns of the files that a text sources. */
export function sourcedBy(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [word, place = ''] = line.trim().split(/\s+/);
    const path = place.startsWith('/') ? place : `/etc/network/${place}`;
    if (word === 'source') return [path];
    return word === 'source-directory' ? [`${path.replace(/\/$/, '')}/*`] : [];
  });
}

function matching(host: Pick<Look, 'list'>, pattern: string): string[] {
  const at = pattern.lastIndexOf('/');
  const folder = pattern.slice(0, at);
  return host
    .list(folder)
    .filter((name) => !name.startsWith('.') && isLike(name, pattern.slice(at + 1)))
    .map((name) => `${folder}/${name}`);
}

/** Whether a name fits a pattern in which `*` stands for anything. */
export function isLike(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
