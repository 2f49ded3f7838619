// What each executable says of itself, for man pages and the reference of commands.
import { phoenixManual } from '../../packages/dispatcher/src/manual.ts';
import { hypervisorManager } from '../../packages/hypervisor-manager/src/manager.ts';
import { lxcManager } from '../../packages/lxc-manager/src/manager.ts';
import { manualOf } from '../../packages/shared-runtime/src/frame/manual-of.ts';
import { commandsChapter } from '../../packages/shared-runtime/src/manual/commands-page.ts';
import { vmManager } from '../../packages/vm-manager/src/manager.ts';

export const manuals = [
  phoenixManual(),
  ...[hypervisorManager, lxcManager, vmManager].map(manualOf),
];

/** docs/commands.md */
export function commandsPage() {
  const contents = manuals.map(({ program, commands }) => {
    const links = commands.map(
      ({ name }) => `[${name}](#${`${program} ${name}`.toLowerCase().replaceAll(' ', '-')})`,
    );
    return `[${program}](#${program}): ${links.join(', ')}`;
  });
  return `${[
    '# What can be typed',
    'Every verb of every executable. This page is made by `scripts/command-docs.mjs` from what `--help` and the man pages are made of.',
    ...contents,
    ...manuals.map(commandsChapter),
  ].join('\n\n')}\n`;
}
