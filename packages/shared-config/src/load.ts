import { noBaseDir } from './base-dir.ts';
import { checkAll } from './checks/index.ts';
import { membersOf } from './checks/world.ts';
import type { Declared, FileKind, LoadOptions } from './declared.ts';
import type { Diagnostic } from './diagnostic.ts';
import { guestFile } from './files.ts';
import { Findings } from './findings.ts';
import type { Path } from './json/document.ts';
import { loadHypervisor } from './load-hypervisor.ts';
import { type Loaded, loadLxc } from './load-lxc.ts';
import { loadVms } from './load-vm.ts';
import { tellNamedFiles } from './named-files.ts';
import { inheritPrivilege } from './normalise/privilege.ts';
import { addSharedMounts } from './normalise/shared-mounts.ts';
import { isUnreadable, type ReadFile } from './read-file.ts';
import { secretsOf } from './secrets-in.ts';

/**
 * Loads everything that is declared. Never throws over what the files hold: what is wrong with
 * them is in `diagnostics`, all of it.
 */
export function loadConfig(options: LoadOptions): Declared {
  const nowhere = noBaseDir(options);
  if (nowhere === undefined) return loadFrom(options);
  // Nothing of it can be read: what follows from that is not told.
  const empty = { read: () => undefined, exists: () => false };
  return { ...loadFrom({ ...options, reader: empty }), diagnostics: [nowhere] };
}

function loadFrom(options: LoadOptions): Declared {
  const host = loadHypervisor(options);
  const paths = {
    hypervisor: host.path,
    lxc: guestFile('lxc', options, host.config.core_paths),
    vm: guestFile('vm', options, host.config.core_paths),
  };
  const lxc = loadLxc(paths.lxc, options.reader);
  const vm = loadVms(paths.vm, options.reader, host.vmDefaults);
  if (!isUnreadable(lxc.file)) addSharedMounts(lxc.guests, host.config, host.file.findings);

  const files = { hypervisor: host.file, lxc: lxc.file, vm: vm.file };
  const across = new Findings(documentsOf(files));
  tellNamedFiles(paths, files, options, host.config.core_paths, across);
  inheritPrivilege(lxc.guests, across);
  const members = membersOf(lxc.guests, vm.guests);
  const secrets = secretsOf({
    hypervisor: host.file.data,
    lxc: lxc.file.data,
    vm: vm.file.data,
  });
  checkAll({
    baseDir: options.baseDir,
    reader: options.reader,
    hypervisor: host.config,
    lxc: lxc.guests,
    vms: vm.guests,
    vmDefaults: vm.defaults,
    files,
    findings: across,
    secrets,
    members,
    byId: new Map(members.toReversed().map((one) => [one.id, one])),
  });

  const places = new Map<number, { file: FileKind; path: Path }>();
  for (const { draft, path } of vm.guests) places.set(draft.id, { file: 'vm', path });
  for (const { draft, path } of lxc.guests) places.set(draft.id, { file: 'lxc', path });
  const diagnostics: Diagnostic[] = [
    ...host.file.findings.list,
    ...lxc.file.findings.list,
    ...vm.file.findings.list,
    ...across.list,
  ];
  const where: Declared['where'] = (file, ...path) => files[file].document?.value(path);
  return {
    baseDir: options.baseDir,
    files: paths,
    hypervisor: host.config,
    lxc: sound(lxc.guests),
    lxcRoot: lxc.root,
    vms: sound(vm.guests),
    vmDefaults: vm.defaults,
    diagnostics,
    secrets: secrets.map(({ kind, secret }) => ({ file: kind, secret })),
    where,
    whereGuest: (id, ...path) => {
      const place = places.get(id);
      return place && where(place.file, ...place.path, ...path);
    },
  };
}

/** The guests whose declaration has no error of its own; only those are whole. */
function sound<Guest extends { id: number }>(guests: readonly Loaded<Guest>[]): Map<number, Guest> {
  const whole = guests.filter((one) => !one.broken);
  return new Map(whole.map(({ draft }) => [draft.id, draft as Guest]));
}

function documentsOf(files: Record<FileKind, ReadFile>) {
  const { hypervisor, lxc, vm } = files;
  return {
    ...(hypervisor.document === undefined ? {} : { hypervisor: hypervisor.document }),
    ...(lxc.document === undefined ? {} : { lxc: lxc.document }),
    ...(vm.document === undefined ? {} : { vm: vm.document }),
  };
}
