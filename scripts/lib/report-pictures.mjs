// Pictures of a report for the documentation: a run on a sandbox host of the example lab in which one guest
// fails, as phoenix reports it, in Debian's browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './toolchain.mjs';

/** How much time a sandbox host takes of what a real one would. */
const SCALE = '0.2';

/** Each picture, how wide and what it is of: so much of the page from its top, in pixels, or one part. */
const PICTURES = /** @type {const} */ ([
  { name: 'report-desktop', width: 1040, of: 1800, colorScheme: 'light' },
  { name: 'report-dark', width: 1040, of: '#timeline', colorScheme: 'dark' },
  { name: 'report-phone', width: 390, of: 1500, colorScheme: 'light' },
]);

const sandbox = join(root, 'dist', 'pve-sandbox');
const PHOENIX = join(root, 'dist', 'bin', 'phoenix');

/** Writes the pictures into a directory. @param {string} directory */
export async function drawReport(directory) {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-draw-'));
  try {
    const page = join(scratch, 'report.html');
    writeFileSync(page, reportOfARun(join(scratch, 'host')));
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    for (const { name, width, of, colorScheme } of PICTURES) {
      const height = typeof of === 'number' ? of : 900;
      const view = await browser.newPage({ viewport: { width, height }, colorScheme });
      await view.goto(pathToFileURL(page).href);
      const path = join(directory, `${name}.png`);
      await (typeof of === 'number' ? view : view.locator(of)).screenshot({ path });
      await view.close();
    }
    await browser.close();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The lab is made once, so that something is expected, and once more with a failure. @param {string} host */
function reportOfARun(host) {
  try {
    must('init', host, '--configs', join(root, 'examples', 'etc'), '--time-scale', SCALE);
    phoenix(host, 'LetsGo');
    phoenix(host, 'delete', 'all', '--yes');
    must('fault', host, '--match', '^pct start 920', '--fail', 'no space left on device');
    const { status } = spawnSync(sandbox, ['exec', host, '--', PHOENIX, 'LetsGo']);
    if (status !== 1) throw new Error(`a run that should fail ended with ${status}`);
    return phoenix(host, 'report');
  } finally {
    spawnSync(sandbox, ['destroy', host]);
  }
}

/** @param {string} host @param {string[]} argv */
function phoenix(host, ...argv) {
  return must('exec', host, '--', PHOENIX, ...argv);
}

/** @param {string[]} argv */
function must(...argv) {
  const { status, stdout, stderr } = spawnSync(sandbox, argv, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`pve-sandbox ${argv.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
