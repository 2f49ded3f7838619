import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostPath } from '../../state/paths.ts';
import { setActive, setFailed, setInactive } from './active.ts';
import { forgetTimer, timerOf } from './timers.ts';

/**
 * `__timer NAME`: waits until the timer is due, then runs its command as a service of the host. It
 * looks at the clock and at its file, so that another process may bring the time forward.
 */
export async function runTimer([name = '']: readonly string[]): Promise<number> {
  let timer = timerOf(name);
  while (timer === undefined || timer.due > Date.now()) {
    await sleep(50);
    timer = timerOf(name) ?? timer;
  }
  const service = name.replace(/\.timer$/, '.service');
  setActive(service);
  forgetTimer(name);
  const [program = '', ...args] = timer.argv;
  mkdirSync(hostPath('/var/log'), { recursive: true });
  const log = openSync(hostPath(`/var/log/${service}.log`), 'a');
  const child = spawn(program, args, {
    cwd: '/',
    env: { ...process.env, ...timer.environment },
    stdio: ['ignore', log, log],
  });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(203));
    child.on('exit', (status) => resolve(status ?? 1));
  });
  closeSync(log);
  if (code === 0) setInactive(service);
  else setFailed(service);
  return 0;
}
