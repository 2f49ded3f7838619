// Runs inside the sandbox: `node driver.ts PLAN RESULT` plays one scenario's steps and writes what
// came out. It judges nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { playSteps } from './play.ts';
import type { Plan } from './result.ts';

const [plan = '', result = ''] = process.argv.slice(2);
const results = await playSteps(JSON.parse(readFileSync(plan, 'utf8')) as Plan);
writeFileSync(result, JSON.stringify(results));
