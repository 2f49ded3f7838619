import type { FileKind } from '../declared.ts';
import { hypervisorFile } from '../schema/hypervisor.ts';
import { lxcFile } from '../schema/lxc.ts';
import type { Spec } from '../schema/spec.ts';
import { vmFile } from '../schema/vm.ts';
import hypervisorExample from './examples/hypervisor.json' with { type: 'json' };
import lxcExample from './examples/lxc.json' with { type: 'json' };
import vmExample from './examples/vm.json' with { type: 'json' };

/** What there is to say of one key of a configuration file. */
export interface KeyReference {
  readonly file: FileKind;
  /** How that file is called where nobody says otherwise. */
  readonly fileName: string;
  /** Such as `lxc_configs.<id>.health_check.retries` or `vms[].volumes[].path`. */
  readonly key: string;
  /** Completes the sentence "KEY must be ...". */
  readonly must: string;
  readonly isRequired: boolean;
  /** What holds when it is absent, in words. */
  readonly absent: string;
  readonly example: unknown;
  /** Full sentences; empty where the name says it all. */
  readonly meaning: string;
  /** The setting of Proxmox, or the command, that it becomes: `pct set ID --memory`. */
  readonly becomes: string | undefined;
  /** Names of the keys that stand below it. */
  readonly members: readonly string[];
  readonly spec: Spec<unknown>;
}

/** A configuration file, with a configuration that has every key of it. */
export interface FileReference {
  readonly file: FileKind;
  readonly name: string;
  readonly spec: Spec<unknown>;
  readonly example: unknown;
}

/** The three files, as the documentation has them. */
export const fileReferences = (): readonly FileReference[] => [
  { file: 'lxc', name: 'phoenix_lxc_configs.json', spec: lxcFile(), example: lxcExample },
  {
    file: 'hypervisor',
    name: 'phoenix_hypervisor_config.json',
    spec: hypervisorFile(),
    example: hypervisorExample,
  },
  { file: 'vm', name: 'phoenix_vm_configs.json', spec: vmFile(), example: vmExample },
];

/** Every key of a file, a key before its members. */
export function keysOf({ file, name: fileName, spec, example }: FileReference): KeyReference[] {
  return below(spec, example, '').map(([key, member, value]) => {
    const { must, note: meaning = '', form, isOptional } = member;
    const isRequired = !isOptional && form.kind !== 'anything' && !ONE_OF.test(key);
    const absent = isRequired ? 'required' : whenAbsent(key, meaning);
    return {
      file,
      fileName,
      key,
      must,
      isRequired,
      absent,
      example: value,
      meaning,
      becomes: becomes(file, meaning),
      members: membersOf(member),
      spec: member,
    };
  });
}

type Found = readonly [key: string, spec: Spec<unknown>, example: unknown];

function below(spec: Spec<unknown>, example: unknown, path: string): Found[] {
  const { form } = spec;
  if (form.kind === 'keys') {
    return Object.entries(form.shape).flatMap(([name, member]): Found[] => {
      const key = path === '' ? name : `${path}.${name}`;
      const value = memberOf(example, name);
      return [[key, member, value], ...below(member, value, key)];
    });
  }
  if (form.kind === 'list') return below(form.item, memberOf(example, '0'), `${path}[]`);
  if (form.kind === 'map')
    return below(form.value, Object.values(example ?? {})[0], `${path}.<${form.word}>`);
  return [];
}

function memberOf(value: unknown, key: string): unknown {
  return Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
}

function membersOf({ form }: Spec<unknown>): string[] {
  if (form.kind === 'list') return membersOf(form.item);
  if (form.kind === 'map') return membersOf(form.value);
  return form.kind === 'keys' ? Object.keys(form.shape) : [];
}

/** Keys of a guest of which one is required. */
const ONE_OF = /[>\]]\.(?:template|clone_from_ctid|template_image|clone_from_vmid)$/;

/** In the words of its meaning: "4 unless told", "Absent: left as it is". */
function whenAbsent(key: string, meaning: string): string {
  if (ONE_OF.test(key)) return 'one of two';
  const told = /(?:^|[.;:,] )([^.;:,]+(?:\.[a-z][^.;:,]*)?) unless told(, which is [^.;]+)?/.exec(
    meaning,
  );
  const absent = /Absent: ([^.;]+)/.exec(meaning);
  const text = absent?.[1] ?? (told === null ? 'nothing' : `${told[1]}${told[2] ?? ''}`);
  return text.replace(/^[FT](?=alse$|rue$)/, (letter) => letter.toLowerCase());
}

/** The first sentence of a meaning names the setting in brackets: "Memory in MiB (memory)." */
function becomes(file: FileKind, meaning: string): string | undefined {
  const inside = /^[^.]*?\(([^()]+)\)[.,;:]/.exec(meaning)?.[1];
  if (inside === undefined || file === 'hypervisor') return undefined;
  if (/^(?:pct|qm) /.test(inside)) return inside;
  const program = file === 'lxc' ? 'pct' : 'qm';
  const [setting = '', parts] = inside.split(/[ :](.*)/s);
  if (!/^[a-z]+[\dN]?$/.test(setting)) return undefined;
  return [program, 'set ID', `--${setting}`, ...(parts === undefined ? [] : [parts.trim()])].join(
    ' ',
  );
}
