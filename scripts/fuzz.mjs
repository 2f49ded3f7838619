// `npm run fuzz -- [--seed N] [--cases N] [--minutes N] [--blind]`: hostile configurations and command
// lines, through the loader, the planners and the parsers (tests/fuzz). `--case "site 1.2"` tries one
// input again and shows it.
import { parseArgs } from 'node:util';
import { explore } from '../tests/fuzz/explore.ts';
import { show } from '../tests/fuzz/show.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '950' },
    cases: { type: 'string', default: '100000' },
    minutes: { type: 'string' },
    blind: { type: 'boolean', default: false },
    case: { type: 'string' },
  },
});

if (values.case !== undefined) {
  process.stdout.write(await show(values.case));
} else {
  const known = new Map();
  const tally = await explore({
    seed: Number(values.seed),
    cases: Number(values.cases),
    ...(values.minutes !== undefined && { seconds: Number(values.minutes) * 60 }),
    isGuided: !values.blind,
    onFinding(recipe, finding) {
      // The same finding with other names and numbers is told three times.
      const kind = finding.replace(/\d+|"[^"]*"/g, '').slice(0, 100);
      known.set(kind, (known.get(kind) ?? 0) + 1);
      if (known.get(kind) <= 3) console.log(`${recipe}: ${finding.slice(0, 1500)}`);
    },
    onBatch({ inputs, blocks, kept, seconds }) {
      if (inputs % 5000 === 0)
        console.error(`${inputs} inputs, ${blocks} blocks, ${kept} kept, ${Math.round(seconds)} s`);
    },
  });
  console.log(`seed ${values.seed}: ${JSON.stringify(tally)}`);
  process.exitCode = tally.crashes + tally.wrong === 0 ? 0 : 1;
}
