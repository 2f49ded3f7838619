import type { FileKind } from './declared.ts';
import type { Path } from './json/document.ts';
import { isObject } from './json/is-object.ts';
import { hypervisorFile } from './schema/hypervisor.ts';
import { lxcFile } from './schema/lxc.ts';
import type { Spec } from './schema/spec.ts';
import { vmFile } from './schema/vm.ts';
import { isPlaceholder, isSecretName, type Secret } from './secret.ts';

/** A secret: where it is declared, and as what. */
export interface FoundSecret {
  readonly kind: FileKind;
  readonly path: Path;
  readonly secret: Secret;
}

const specs = { hypervisor: hypervisorFile, lxc: lxcFile, vm: vmFile };

/** Every secret of the three files. */
export function secretsOf(data: Record<FileKind, unknown>): FoundSecret[] {
  return (['hypervisor', 'lxc', 'vm'] as const).flatMap((kind) =>
    secretsIn(specs[kind](), data[kind]).map((one) => ({ ...one, kind })),
  );
}

/**
 * Every secret of a file: of the keys that the spec calls so, of those that no spec knows by their
 * names, and in texts that carry one: an address with a password, the environment of a container.
 */
function secretsIn(spec: Spec<unknown>, data: unknown): Omit<FoundSecret, 'kind'>[] {
  const found: Omit<FoundSecret, 'kind'>[] = [];
  const visit = (one: Spec<unknown> | undefined, value: unknown, path: Path) => {
    const form = one?.form;
    if (form?.kind === 'either' && form.isSecret) found.push(...secretOf(value, path));
    else if (typeof value === 'string') {
      const inside = secretIn(value);
      if (isSecretName(String(path.at(-1))) && (one === undefined || form?.kind === 'anything'))
        found.push(...secretOf(value, path));
      else if (inside !== undefined) found.push({ path, secret: inside });
    } else if (Array.isArray(value)) {
      const item = form?.kind === 'list' ? form.item : undefined;
      for (const [index, member] of value.entries()) visit(item, member, [...path, index]);
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value))
        visit(memberOf(form, name), member, [...path, name]);
    }
  };
  visit(spec, data, []);
  return found;
}

function memberOf(form: Spec<unknown>['form'] | undefined, name: string) {
  if (form?.kind === 'map') return form.value;
  return form?.kind === 'keys' && Object.hasOwn(form.shape, name) ? form.shape[name] : undefined;
}

function secretOf(value: unknown, path: Path) {
  return isSecret(value) ? [{ path, secret: value }] : [];
}

function isSecret(value: unknown): value is Secret {
  if (typeof value === 'string') return !isPlaceholder(value);
  const [[place = '', name] = [], ...others] = isObject(value) ? Object.entries(value) : [];
  return /^(?:file|env|credential)$/.test(place) && typeof name === 'string' && !others.length;
}

/** The secret that a text carries. */
function secretIn(text: string): string | undefined {
  const secret =
    /\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/i.exec(text)?.[1] ??
    /^lxc\.environment(?:\.\w+)?\s*[:=]\s*\w*(?:PASSW\w*|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)=(.+)$/i.exec(
      text,
    )?.[1];
  return secret === undefined || isPlaceholder(secret) ? undefined : secret;
}
