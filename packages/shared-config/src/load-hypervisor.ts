import type { LoadOptions } from './declared.ts';
import { hypervisorFile as pathOf } from './files.ts';
import type { HypervisorConfig } from './hypervisor-config.ts';
import { isObject } from './json/is-object.ts';
import { normaliseHypervisor } from './normalise/hypervisor.ts';
import { Notes } from './normalise/notes.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { type HypervisorInput, hypervisorFile } from './schema/hypervisor.ts';
import { validate } from './validate.ts';
import type { VmDefaults } from './vm-guest.ts';

export interface LoadedHypervisor {
  path: string;
  file: ReadFile;
  config: HypervisorConfig;
  /** VM defaults that this file carried in earlier times. */
  vmDefaults: VmDefaults;
}

/** Loads the file of the host. Without it everything of the host has its default. */
export function loadHypervisor(options: LoadOptions): LoadedHypervisor {
  const path = pathOf(options);
  const file = readFile('hypervisor', path, options.reader);
  const written = lifted(file);
  const checked = validate('hypervisor', hypervisorFile(), written, file).data;
  const input = (isObject(checked) ? checked : {}) as Partial<HypervisorInput>;
  const notes = new Notes(file.findings, 'hypervisor', [], written);
  if (file.missing) {
    file.findings.warning('missing-file', undefined, `${path} does not exist`, {
      hint: 'containers can do without it: write a file with { } to say so; if it lies elsewhere, name the base directory with --base-dir or PHOENIX_BASE_DIR',
    });
  }
  const config = normaliseHypervisor(input, notes);
  return { path, file, config, vmDefaults: input.vm_defaults ?? {} };
}

/** The data with firewall settings brought from under `shared_volumes` to where they belong. */
function lifted({ data = {}, document, findings }: ReadFile): Record<string, unknown> {
  const volumes = data.shared_volumes;
  if (!isObject(volumes) || !isObject(volumes.firewall) || 'host_path' in volumes.firewall) {
    return data;
  }
  const { firewall, ...rest } = volumes;
  const spot = { file: 'hypervisor', path: ['shared_volumes', 'firewall'], at: 'name' } as const;
  const ignored = data.firewall !== undefined;
  if (!ignored) document?.move('firewall', spot.path);
  findings.warning(
    'misplaced',
    spot,
    ignored
      ? 'shared_volumes.firewall is not read, because there is a "firewall" of its own'
      : 'shared_volumes.firewall is no volume: taken as the firewall of the host',
    { hint: ignored ? 'remove it' : 'move "firewall" to the outermost level of the file' },
  );
  return { ...data, shared_volumes: rest, firewall: data.firewall ?? firewall };
}
