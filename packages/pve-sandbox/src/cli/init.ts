import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { layGuestPrograms } from '../guest/lay-programs.ts';
import { copyConfiguration } from '../host/copy-configuration.ts';
import { type Declared, readDeclared } from '../host/declared.ts';
import { makeDisks } from '../host/disks/make-disks.ts';
import { makeDevicePlaces, makeEtc } from '../host/etc.ts';
import { furnishSystem } from '../host/furnish-system.ts';
import { makeLayout } from '../host/layout.ts';
import { addressNumber } from '../host/network/cidr.ts';
import { bridgeNames, makeNetwork } from '../host/network.ts';
import * as populate from '../host/populate.ts';
import { makeProgramPlace } from '../host/program.ts';
import type { Release } from '../host/release.ts';
import { files } from '../record/files.ts';
import { dirAndOptions, numberOption, textOption } from './options.ts';
import { readLatencies, writeSettings } from './settings-file.ts';
import { Refusal, UsageError } from './usage.ts';

/** `init DIR`: makes DIR the root of a fresh host. */
export async function init(args: readonly string[]): Promise<number> {
  const { dir, values } = dirAndOptions(args, {
    configs: { type: 'string' },
    bare: { type: 'boolean' },
    pve: { type: 'string' },
    gateway: { type: 'string' },
    'time-scale': { type: 'string' },
    latencies: { type: 'string' },
  });
  const timeScale = numberOption(values, 'time-scale', (scale) => scale >= 0);
  const latencies = readLatencies(textOption(values, 'latencies'));
  const release = releaseOption(textOption(values, 'pve'));
  const gateway = textOption(values, 'gateway');
  if (gateway !== undefined && addressNumber(gateway) === undefined) {
    throw new UsageError(`--gateway cannot be '${gateway}'`);
  }
  const configs = textOption(values, 'configs');
  if (configs !== undefined && !statSync(configs, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refusal(`cannot read --configs '${configs}': no such directory`, 66);
  }
  const root = prepare(dir);
  process.env.PVE_SANDBOX_ROOT = root;
  makeLayout(root);
  makeEtc(root, release);
  makeDevicePlaces(root);
  makeProgramPlace(root);
  layGuestPrograms(root);
  writeSettings(timeScale, latencies);
  const bare = values.bare === true;
  furnishSystem(release, furnish(root, configs, bare), bare, gateway);
  return 0;
}

function releaseOption(text: string | undefined): Release {
  if (text === undefined || text === '9') return 9;
  if (text === '8') return 8;
  throw new UsageError(`--pve cannot be '${text}'`);
}

/** The directory, made where it is missing. @throws Refusal when anything is in it */
function prepare(dir: string): string {
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true });
  const root = realpathSync(dir);
  process.env.PVE_SANDBOX_ROOT = root;
  if (existsSync(files.marker())) {
    throw new Refusal(
      `cannot make a sandbox of '${dir}': it is one already\nhint: pve-sandbox destroy ${dir}, or another directory`,
    );
  }
  if (readdirSync(root).length > 0) {
    throw new Refusal(`cannot make a sandbox of '${dir}': it is not empty`);
  }
  chmodSync(root, 0o755);
  return root;
}

function furnish(root: string, configs: string | undefined, bare: boolean): Declared {
  const empty: Declared = { hypervisor: {}, containers: {}, machines: {} };
  const declared = configs === undefined ? empty : readDeclared(configs);
  if (configs !== undefined) copyConfiguration(root, configs);
  makeDisks(declared, bare ? 'lvm' : 'zfs');
  if (bare) {
    makeNetwork(root, empty, ['vmbr0']);
    populate.makeFreshStorages(root);
    return declared;
  }
  makeNetwork(root, declared, bridgeNames(declared));
  populate.makeStorages(root, declared);
  populate.makeTemplates(root, declared);
  populate.makeSharedPaths(root, declared);
  populate.makeProfiles(root, declared);
  populate.makeGraphics(root, declared);
  return declared;
}
