import pct from './pct.json' with { type: 'json' };
import pveam from './pveam.json' with { type: 'json' };
import pvesm from './pvesm.json' with { type: 'json' };
import qm from './qm.json' with { type: 'json' };
import settings from './qm-settings.json' with { type: 'json' };
import type { CommandSchema, OptionSchema, ProgramSchema } from './types.ts';
import usage from './usage.json' with { type: 'json' };

/** Not among the extracted schemas, but its usage line tells it. */
const suspend = {
  usage: 'pct suspend <vmid>',
  positional: ['vmid'],
  exitReflectsTask: true,
  options: { vmid: pct.stop.options.vmid },
};

/** `qm create` and `qm set` take all settings of a virtual machine. */
const withSettings = <T extends { options: object }>(command: T) => ({
  ...command,
  indexed: settings.indexed,
  options: { ...settings.options, ...command.options },
});
const qmWhole = { ...qm, create: withSettings(qm.create), set: withSettings(qm.set) };

/** Command lines of the programs that check them by a schema. */
export const programs = {
  pct: { ...pct, suspend },
  pveam,
  pvesm,
  qm: qmWhole,
} as unknown as Record<'pct' | 'pveam' | 'pvesm' | 'qm', ProgramSchema>;

/** What each program prints of its subcommands; an empty line between groups. */
export const usageLines: Record<string, string[]> = usage;

/** An option of a command, `net7` as well as `net[n]` with its range. */
export function optionSchema(command: CommandSchema, name: string): OptionSchema | undefined {
  const own = command.options[name];
  if (own !== undefined) return own;
  const [, stem = '', number = ''] = /^(.*\D)(\d+)$/.exec(name) ?? [];
  const family = `${stem}[n]`;
  const highest = command.indexed?.[family];
  if (highest === undefined || `${Number(number)}` !== number || Number(number) > highest) {
    return undefined;
  }
  return command.options[family];
}
