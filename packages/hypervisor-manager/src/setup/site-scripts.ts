import { setupScriptPath } from '@phoenix/shared-config';
import { sha256 } from '@phoenix/shared-runtime';
import { defineStep, type SetupStep } from './step.ts';

/** Where the host remembers which content of a script has run. */
const DONE = '/var/lib/phoenix/setup';

/** Seconds that a script may take: some of them build drivers. */
const DEADLINE = 7200;

/**
 * The steps with those of the site: a script that has the name of a step stands in its place, any
 * other at the end.
 */
export function withScripts(
  steps: readonly SetupStep[],
  scripts: Readonly<Record<string, string>>,
): readonly SetupStep[] {
  const names = new Set(steps.map(({ name }) => name));
  const replaced = steps.map((step) => {
    const file = scripts[step.name];
    return file === undefined ? step : { ...scriptStep(step.name, file), after: step.after };
  });
  const added = Object.entries(scripts).filter(([name]) => !names.has(name));
  return [...replaced, ...added.map(([name, file]) => scriptStep(name, file))];
}

interface Facts {
  /** Hash of the script; undefined when there is none. */
  readonly hash: string | undefined;
  readonly done: string | undefined;
}

function scriptStep(name: string, file: string): SetupStep {
  const record = `${DONE}/${name}`;
  return defineStep<Facts>({
    name,
    title: `script ${file} of the site`,
    isDeclared: () => true,
    observe: async (host, { baseDir }) => {
      const text = host.read(setupScriptPath(baseDir, file));
      const hash = text === undefined ? undefined : sha256(text);
      return { hash, done: host.read(record)?.trim() };
    },
    plan({ baseDir, declared }, { hash, done }) {
      const path = setupScriptPath(baseDir, file);
      if (hash === undefined)
        return {
          operations: [],
          problems: [
            {
              message: `cannot take step ${name}: ${path} does not exist`,
              hint: `write that script, or take ${name} out of hypervisor_setup.scripts`,
            },
          ],
        };
      if (hash === done) return { operations: [] };
      const cause = done === undefined ? `${file} has not run yet` : `${file} has changed`;
      return {
        operations: [
          {
            id: 'script',
            doing: `run ${file} of the site`,
            cause,
            run: ['/bin/bash', path, declared.files.hypervisor],
            effect: 'change',
            deadline: DEADLINE,
            hint: `see its output with phoenix logs last ${name}; it runs again with the next phoenix setup`,
          },
          { id: 'remember', cause: `${file} has run`, write: record, content: `${hash}\n` },
        ],
      };
    },
  });
}
