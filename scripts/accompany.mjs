// `node scripts/accompany.mjs DIR`: writes what goes along with the executables, DIR/man and DIR/completions.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPLETION_SCRIPTS } from '../packages/shared-runtime/src/completion/scripts.ts';
import { manPage } from '../packages/shared-runtime/src/manual/man-page.ts';
import { manuals } from './lib/manuals.mjs';
import { root } from './lib/toolchain.mjs';

const directory = process.argv[2] ?? join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const names = manuals.map(({ program }) => program);

mkdirSync(join(directory, 'man'), { recursive: true });
for (const manual of manuals) {
  const others = names.filter((name) => name !== manual.program);
  writeFileSync(join(directory, 'man', `${manual.program}.1`), manPage(manual, version, others));
}

const files = /** @type {const} */ ({
  bash: 'phoenix.bash',
  zsh: '_phoenix',
  fish: 'phoenix.fish',
});
mkdirSync(join(directory, 'completions'), { recursive: true });
for (const shell of /** @type {const} */ (['bash', 'zsh', 'fish'])) {
  writeFileSync(join(directory, 'completions', files[shell]), COMPLETION_SCRIPTS[shell]);
}
