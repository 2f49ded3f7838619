import { withheld } from '../secrets/known.ts';
import { systemPath } from './system-path.ts';

/**
 * The environment of every program that is started. What tells a manager where its events and its
 * journal go is for that manager alone: a site script may start phoenix again. English texts in
 * UTF-8, because failures are recognised by them and Perl complains about locales it lacks. Programs of
 * the system are found from cron as well.
 */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PHOENIX_EVENTS_FD: _events, PHOENIX_RUN_DIR: _run, ...rest } = process.env;
  for (const name of withheld) delete rest[name];
  return { ...rest, PATH: systemPath(rest.PATH), LC_ALL: 'C.UTF-8', ...extra };
}
