import type { Look } from '../setup/step.ts';
import { places } from './places.ts';
import type { FilesBefore } from './script.ts';

/** What is there of a change that an earlier run has armed. */
export interface Armed {
  /**
   * `no`: nothing waits; `on trial`: the timer runs that will take the change back; `going back`:
   * that is being done at this moment.
   */
  readonly state: 'no' | 'on trial' | 'going back';
  /** The files as they will be when it has gone back; empty unless it is on trial. */
  readonly before: FilesBefore;
}

/** Looks whether a change of that name waits to be confirmed or taken back. */
export async function observeArmed(
  host: Pick<Look, 'exists' | 'read' | 'query'>,
  name: string,
): Promise<Armed> {
  if (!host.exists(places.script(name))) return { state: 'no', before: {} };
  const units = [places.timer(name), places.service(name)];
  const { stdout } = await host.query(['systemctl', 'is-active', ...units]);
  const [timer, service = ''] = stdout.split('\n');
  if (/^activ/.test(service)) return { state: 'going back', before: {} };
  if (timer !== 'active') return { state: 'no', before: {} };
  const paths = (host.read(places.list(name)) ?? '').split('\n').filter((line) => line !== '');
  const before = paths.map((path) => [path, host.read(places.saved(name, path))] as const);
  return { state: 'on trial', before: Object.fromEntries(before) };
}
