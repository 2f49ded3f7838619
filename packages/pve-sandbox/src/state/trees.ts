import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { exists, remove } from './files.ts';
import { hostPath } from './paths.ts';

/** Runs a program of the machine quietly. @throws Error with what it said */
function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(said.trim() === '' ? `${command} ended with ${code}` : said.trim()));
    });
  });
}

/** Makes `to` a copy of the tree `from`, with owners, modes, links and times. */
export async function copyTree(from: string, to: string): Promise<void> {
  remove(to);
  mkdirSync(hostPath(to), { recursive: true });
  if (exists(from)) await run('cp', ['-a', '--reflink=auto', `${hostPath(from)}/.`, hostPath(to)]);
}
