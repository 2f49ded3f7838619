import { PhoenixError, quoteArgv } from '@phoenix/shared-runtime';
import { usageError, type VerbContext } from '@phoenix/shared-runtime/frame';
import { planHost, surveyOf } from '../setup/plan-host.ts';
import type { WipeableDisk } from '../setup/step.ts';

/**
 * Serial numbers of the disks whose content may be destroyed: as the command line names them, or as
 * a person types them when it names none. Throws a usage error (64) when there is nobody to type.
 */
export async function serialsToWipe(context: VerbContext): Promise<readonly string[]> {
  const given = context.flags.own['wipe-disks'];
  if (given === undefined) return [];
  if (given !== '') return serialsIn(given);
  const plans = await planHost(surveyOf(context), context.host);
  const disks = plans.flatMap(({ wipes = [] }) => wipes);
  if (disks.length === 0) return [];
  const ask = context.ask;
  if (ask === undefined || context.flags.dryRun || context.verb === 'plan') {
    const flag = `--wipe-disks=${disks.map(({ serial }) => serial).join(',')}`;
    throw usageError(
      `--wipe-disks asks for each disk, and there is nobody to ask: ${disks.map(described).join('; ')}`,
      `if all of that may be destroyed: ${quoteArgv([context.program, context.verb, flag])}`,
    );
  }
  const serials: string[] = [];
  for (const disk of disks) {
    const typed = await ask(
      `${described(disk)}\nAll of that is DESTROYED for pool ${disk.pool}. Type its serial number to go on: `,
    );
    if (typed.trim() !== disk.serial)
      throw new PhoenixError(`nothing was changed: that is not the serial number of ${disk.path}`, {
        hint: 'lsblk -o NAME,SERIAL,MODEL,SIZE lists those of this host',
      });
    serials.push(disk.serial);
  }
  return serials;
}

function serialsIn(given: string): string[] {
  const serials = given.split(',').map((serial) => serial.trim());
  if (!serials.includes('')) return serials;
  throw usageError(
    `--wipe-disks cannot be ${JSON.stringify(given)}: a serial number is missing`,
    'type --wipe-disks alone to be asked, or --wipe-disks=S1,S2; lsblk -o NAME,SERIAL lists them',
  );
}

function described({ path, serial, model, carries }: WipeableDisk): string {
  return `${path} (${model === undefined ? '' : `${model}, `}serial ${serial}) carries ${carries}`;
}
