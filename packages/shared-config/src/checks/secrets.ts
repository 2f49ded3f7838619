import type { FileKind } from '../declared.ts';
import type { Path } from '../json/document.ts';
import { isObject } from '../json/is-object.ts';
import { subject } from '../subject.ts';
import type { World } from './world.ts';

const secretName = /(?:^|_)(?:password|passwd|passphrase|secret|token|api_key|private_key)$/i;
const placeholder = /^(?:NOT_SET|CHANGE_?ME|TODO|\*+|<.*>|\$\{.*\}|)$/i;

/** Passwords and tokens that stand in a file in plain text. */
export function checkSecrets({ files, findings }: World): void {
  for (const kind of ['hypervisor', 'lxc', 'vm'] as const) {
    for (const path of plainSecrets(files[kind].data)) {
      findings.warning(
        'plain-secret',
        { file: kind, path, at: 'name' },
        `${nameOf(kind, path, files[kind].data)} stands in plain text in a file that guests are given`,
        { hint: 'keep it in a file of mode 0600 and name that file' },
      );
    }
  }
  const hash = files.hypervisor.data?.users;
  if (!isObject(hash) || typeof hash.password_hash !== 'string') return;
  if (placeholder.test(hash.password_hash) || /^[$!*]/.test(hash.password_hash)) return;
  findings.warning(
    'plain-secret',
    { file: 'hypervisor', path: ['users', 'password_hash'], at: 'name' },
    'users.password_hash is no crypt hash; it looks like the password itself',
    { hint: 'make a hash with "mkpasswd -m yescrypt"' },
  );
}

function nameOf(kind: FileKind, path: Path, data: Record<string, unknown> | undefined): string {
  const vms = Array.isArray(data?.vms) ? data.vms : [];
  return subject(
    kind,
    path,
    vms.map((one) => (isObject(one) ? one.vmid : undefined)),
  );
}

function plainSecrets(data: unknown): Path[] {
  const found: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (typeof value !== 'object' || value === null) return;
    const members: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value);
    for (const [key, member] of members) {
      if (typeof member === 'object') visit(member, [...path, key]);
      else if (typeof member === 'string' && typeof key === 'string' && secretName.test(key)) {
        if (!placeholder.test(member)) found.push([...path, key]);
      }
    }
  };
  visit(data, []);
  return found;
}
