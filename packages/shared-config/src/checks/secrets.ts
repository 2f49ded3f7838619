import type { FileKind } from '../declared.ts';
import type { Path } from '../json/document.ts';
import { isObject } from '../json/is-object.ts';
import { subject } from '../subject.ts';
import type { World } from './world.ts';

/** Secrets that stand in a file in plain text. */
export function checkSecrets({ files, findings, secrets }: World): void {
  const vms: unknown = files.vm.data?.vms;
  const ids = Array.isArray(vms) ? vms.map((one) => (isObject(one) ? one.vmid : undefined)) : [];
  for (const one of secrets) {
    const { kind, path, secret } = one;
    const about = `${subject(kind, path, ids)} `;
    const isWrong = files[kind].findings.list.some(
      ({ severity, message }) => severity === 'error' && message.startsWith(about),
    );
    if (typeof secret !== 'string' || isWrong) continue;
    const { is, hint } = warning(kind, path, secret);
    const spot = { file: kind, path, at: 'name' } as const;
    findings.warning('plain-secret', spot, `${about}${is}`, { hint });
  }
}

function warning(kind: FileKind, path: Path, plain: string) {
  const isHostHash = kind === 'hypervisor' && path.join('.') === 'users.password_hash';
  if (isHostHash && !/^[$!*]/.test(plain))
    return {
      is: 'is no crypt hash; it looks like the password itself',
      hint: 'make a hash with "mkpasswd -m yescrypt"',
    };
  const key = path.at(-1);
  const isPart = typeof key === 'number' || /url|image/.test(`${key}`);
  return {
    is: isPart ? 'holds a secret in plain text' : 'is a secret in plain text',
    hint: isPart
      ? 'let a script of yours read it from a file that root alone may read'
      : 'write {"file": "/root/secrets/NAME"} instead, and the secret into that file, for root alone',
  };
}
