import { writeFileSync } from 'node:fs';
import { noteChange } from '../../record/note.ts';
import { readText, writeText } from '../../state/files.ts';
import { err, out } from '../../state/talk.ts';
import { has, readOptions } from '../read-options.ts';
import { factsOf, release } from '../release.ts';

const name = (): string => (readText('/etc/hostname') ?? 'localhost').trim();

const isName = (text: string): boolean =>
  text.length <= 64 &&
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);

/** The running name is the kernel's, which a program sees that is run already. */
function setName(value: string): void {
  writeText('/etc/hostname', `${value}\n`);
  if (process.env.PVE_SANDBOX_ROOT !== undefined) return;
  try {
    writeFileSync('/proc/sys/kernel/hostname', value);
  } catch {
    // A plain user's namespace may not; the next `pve-sandbox exec` has the new name.
  }
}

/** hostnamectl: /etc/hostname, which is the running name too. */
export function hostnamectl(args: readonly string[]): number {
  const words = readOptions(args);
  const [verb = 'status', value] = words.operands;
  if ((verb === 'set-hostname' || verb === 'hostname') && value !== undefined) {
    if (!isName(value)) {
      err(`Could not set static hostname: Invalid hostname '${value}'\n`);
      return 1;
    }
    noteChange();
    setName(value);
    return 0;
  }
  if (verb === 'hostname' || has(words, 'static', 'transient')) out(`${name()}\n`);
  else {
    const { debian, codename, kernel } = factsOf(release());
    out(
      ` Static hostname: ${name()}\nOperating System: Debian GNU/Linux ${debian} (${codename})\n          Kernel: Linux ${kernel}\n    Architecture: x86-64\n`,
    );
  }
  return 0;
}

/** hostname [-s|-f|-d|-I] [NAME]. */
export function hostname(args: readonly string[]): number {
  const words = readOptions(args);
  const [value] = words.operands;
  if (value !== undefined) {
    if (!isName(value)) {
      err('hostname: the specified hostname is invalid\n');
      return 1;
    }
    noteChange();
    setName(value);
    return 0;
  }
  const [short = ''] = name().split('.');
  const lines = (readText('/etc/hosts') ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const own = lines.find((line) => line.slice(1).includes(short));
  if (has(words, 'I', 'all-ip-addresses', 'i', 'ip-address')) out(`${own?.[0] ?? '127.0.1.1'} \n`);
  else if (has(words, 'f', 'fqdn', 'long'))
    out(`${own?.find((one) => one.startsWith(`${short}.`)) ?? short}\n`);
  else if (has(words, 'd', 'domain'))
    out(`${own?.find((one) => one.startsWith(`${short}.`))?.slice(short.length + 1) ?? ''}\n`);
  else out(`${has(words, 's', 'short') ? short : name()}\n`);
  return 0;
}
