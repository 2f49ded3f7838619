import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Declared, hasErrors, loadConfig } from '../../packages/shared-config/src/index.ts';
import { fileReferences } from '../../packages/shared-config/src/reference/reference.ts';
import {
  machine,
  container as soundContainer,
} from '../../packages/shared-config/src/testing/world.ts';
import { print, type Span } from './json-text.ts';
import { valueAt, withValue } from './value-at.ts';

export const KINDS = ['lxc', 'hypervisor', 'vm'] as const;
export type FileKind = (typeof KINDS)[number];

/** What is known to be wrong with a configuration: an error has to stand in one of these places. */
export interface Fault {
  readonly kind: FileKind;
  readonly what: string;
  /** Where the error may begin, first and last offset. */
  readonly spans: readonly Span[];
}

/** A configuration that is tried: three texts. */
export interface Site {
  readonly name: string;
  readonly texts: Readonly<Record<FileKind, string>>;
  /** Whether there is no error in it. */
  readonly isSound: boolean;
  readonly fault?: Fault;
}

export const BASE = '/usr/local/phoenix_hypervisor';
export const FILES: Readonly<Record<FileKind, string>> = {
  hypervisor: `${BASE}/etc/phoenix_hypervisor_config.json`,
  lxc: `${BASE}/etc/phoenix_lxc_configs.json`,
  vm: `${BASE}/etc/phoenix_vm_configs.json`,
};

/** Loads a site; beside its files whatever it names is there. */
export function loadSite({ texts }: Pick<Site, 'texts'>): Declared {
  const byPath = new Map(KINDS.map((kind) => [FILES[kind], texts[kind]]));
  return loadConfig({
    baseDir: BASE,
    reader: { read: (path) => byPath.get(path), exists: () => true },
  });
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared =
  process.env.PHOENIX_SHARED_CONFIGS ??
  fileURLToPath(new URL('../../../shared/configs', import.meta.url));
const DIRECTORIES = [
  `${root}examples`,
  `${root}packages/shared-config/fixtures/small`,
  `${root}packages/shared-config/fixtures/twenty-mistakes`,
  `${root}tests/fixtures/lab`,
  `${root}tests/fixtures/lab-vm`,
  `${shared}/ai-lab-2025-09-29`,
  `${shared}/ai-lab-2025-09-30`,
];

/**
 * The configurations that all cases are made of: those of the repository, the one that has every key,
 * and the two real generations where they lie beside the repository.
 */
export function seedSites(): Site[] {
  const found = DIRECTORIES.filter((directory) => existsSync(`${directory}/etc`)).map(readSite);
  return [everyKey(), ...found];
}

function readSite(directory: string): Site {
  const read = (kind: FileKind) => {
    const path = FILES[kind].replace(BASE, directory);
    return existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  };
  return judged(directory.split('/').at(-1) ?? '', {
    lxc: read('lxc'),
    hypervisor: read('hypervisor'),
    vm: read('vm'),
  });
}

/** The example of the reference, with the guests that it refers to. */
function everyKey(): Site {
  const [lxc, hypervisor, vm] = KINDS.map(
    (kind) => fileReferences().find(({ file }) => file === kind)?.example,
  );
  const containers = { 900: container('base'), 953: container('nginx') };
  const texts = {
    lxc: withValue(lxc, ['lxc_configs'], {
      ...(valueAt(lxc, ['lxc_configs']) as object),
      ...containers,
    }),
    hypervisor,
    vm: withValue(
      vm,
      ['vms'],
      [
        ...(valueAt(vm, ['vms']) as object[]),
        machine({ name: 'base', is_template: true, storage_pool: 'fast-vm' }),
      ],
    ),
  };
  const apart = ['lxc_configs', '950', 'mount_points', 0, 'container_path'];
  return judged('every key', {
    lxc: print(withValue(texts.lxc, apart, '/apart')).text,
    hypervisor: print(texts.hypervisor).text,
    vm: print(texts.vm).text,
  });
}

const container = (name: string) =>
  soundContainer({ name, template_snapshot_name: 'base', boot_order: 1 });

function judged(name: string, texts: Site['texts']): Site {
  return { name, texts, isSound: !hasErrors(loadSite({ texts }).diagnostics) };
}
