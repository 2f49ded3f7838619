import { nodeName } from '../state/paths.ts';
import { err, out } from '../state/talk.ts';
import { activeTasks } from '../state/tasks.ts';

/** `pvesh get /nodes/NODE/tasks`: jobs that run. Other paths of the API are not there. */
export function pvesh(argv: readonly string[]): number {
  const [verb, path = '', ...options] = argv;
  const format = options[options.indexOf('--output-format') + 1];
  if (verb !== 'get' || !/^\/nodes\/(?:localhost|pve)\/tasks\/?$/.test(path)) {
    err(`No '${verb ?? ''}' handler defined for '${path}'\n`);
    return 255;
  }
  const tasks = activeTasks().map(({ upid, pid, pstart, starttime, type, id }) => ({
    id,
    node: nodeName,
    pid,
    pstart,
    starttime,
    type,
    upid,
    user: 'root@pam',
  }));
  if (options.includes('--output-format') && format?.startsWith('json')) {
    out(`${JSON.stringify(tasks, undefined, format === 'json-pretty' ? 3 : undefined)}\n`);
  } else {
    for (const { upid } of tasks) out(`${upid}\n`);
  }
  return 0;
}
