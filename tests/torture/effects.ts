import { newVolume } from '../../packages/shared-runtime/src/pve/volumes.ts';
import type { Command } from '../e2e/lab-host.ts';
import type { Scene } from './scene.ts';

/** Phases of commands, as the sandbox names them: where a job may die and what is half-made then. */
const PHASES: Readonly<Record<string, readonly string[]>> = {
  'pct create': ['allocating', 'extracting', 'sshkeys', 'finishing'],
  'pct clone': ['reserved', 'copying', 'copied', 'finishing'],
  'pct set': ['allocated'],
  'pct start': ['starting'],
  'pct stop': ['stopping'],
  'pct shutdown': ['stopping'],
  'pct reboot': ['stopping'],
  'pct snapshot': ['snapshotting', 'finishing'],
  'pct rollback': ['rolling-back', 'finishing'],
  'pct delsnapshot': ['deleting', 'finishing'],
  'pct destroy': ['destroying'],
  'pct resize': ['resizing'],
  'qm create': ['allocating', 'copying', 'finishing'],
  'qm clone': ['reserved', 'allocating', 'copying', 'copied', 'finishing'],
  'qm set': ['allocated'],
  'qm start': ['starting'],
  'qm stop': ['stopping'],
  'qm shutdown': ['stopping'],
  'qm reboot': ['stopping'],
  'qm snapshot': ['saving', 'snapshotting', 'finishing'],
  'qm rollback': ['rolling-back', 'finishing'],
  'qm delsnapshot': ['deleting', 'finishing'],
  'qm destroy': ['destroying'],
  'qm resize': ['resizing'],
};

/** One of the commands that have an effect when nothing disturbs the task. */
export function anEffect({ commands, lot }: Pick<Scene, 'commands' | 'lot'>): Command {
  const effects = commands.filter(({ changed }) => changed);
  return lot.of(effects.length > 0 ? effects : commands);
}

/** The phases that a command goes through; a `set` has one where it makes a volume. */
export function phasesOf({ argv }: Command): readonly string[] {
  const verb = verbOf({ argv });
  if (verb.endsWith(' set') && !argv.some((word) => newVolume(word) !== undefined)) return [];
  return PHASES[verb] ?? [];
}

/** Its program and verb. */
const verbOf = ({ argv }: Pick<Command, 'argv'>): string => argv.slice(0, 2).join(' ');

/** A pattern for pve-sandbox fault that only this command matches, and others of the same beginning. */
export function patternOf({ argv }: Command, words = 4): string {
  const beginning = argv.slice(0, words).join(' ').split('\n')[0] ?? '';
  return `^${beginning.slice(0, 120).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`;
}
