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
  const path: (string | number)[] = [];
  const visit = (value: object) => {
    for (const [key, member] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      if (typeof member === 'object' && member !== null) visit(member);
      else if (typeof member === 'string' && isSecret(key, member)) found.push([...path]);
      path.pop();
    }
  };
  if (isObject(data)) visit(data);
  return found;
}

function isSecret(key: string, value: string): boolean {
  return secretName.test(key) && !placeholder.test(value);
}
