import type { Look } from '../setup/step.ts';

const MAIN = '/etc/network/interfaces';

/** /etc/network/interfaces and the files that it sources, by path. */
export function interfacesFiles(host: Pick<Look, 'read' | 'list'>): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (path: string) => {
    const text = path in files ? undefined : host.read(path);
    if (text === undefined) return;
    files[path] = text;
    for (const line of text.split('\n')) {
      const [word, pattern = ''] = line.trim().split(/\s+/);
      if (word === 'source') for (const one of matching(host, pattern)) add(one);
      if (word === 'source-directory') for (const one of matching(host, `${pattern}/*`)) add(one);
    }
  };
  add(MAIN);
  return files;
}

function matching(host: Pick<Look, 'list'>, pattern: string): string[] {
  const at = pattern.lastIndexOf('/');
  const [folder, last] = [pattern.slice(0, at), pattern.slice(at + 1)];
  const parts = last.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const name = new RegExp(`^${parts.join('.*')}$`);
  return host
    .list(folder)
    .filter((one) => name.test(one) && !one.startsWith('.'))
    .map((one) => `${folder}/${one}`);
}
