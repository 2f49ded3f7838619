// `npm run exec -- node scripts/command-docs.mjs`: writes docs/commands.md from the definitions of the verbs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsPage } from './lib/manuals.mjs';
import { root } from './lib/toolchain.mjs';

writeFileSync(join(root, 'docs', 'commands.md'), commandsPage());
