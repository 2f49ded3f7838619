import type { NvidiaDriver } from '@phoenix/shared-config';
import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import { modprobeOperations } from '../../kernel/modprobe-file.ts';
import type { StepDraft } from '../../setup/step.ts';
import { installOperations, upgradeProblems } from './install.ts';
import type { NvidiaFacts } from './observe.ts';
import { PATHS } from './paths.ts';
import type { WantedDriver } from './wanted-driver.ts';

/** What is declared of it. */
export interface NvidiaDeclaration {
  readonly config: { readonly nvidia_driver?: NvidiaDriver };
}

/** Plans the driver of the host; whatever is loaded stays loaded until the host is restarted. */
export function plan({ config }: NvidiaDeclaration, facts: NvidiaFacts): StepDraft {
  const driver = config.nvidia_driver;
  if (driver?.install !== true) return { operations: [] };
  if (facts.gpus === undefined) return { operations: [], problems: [NO_LSPCI] };
  if (facts.gpus.length === 0)
    return { operations: [], notes: ['left out: this host has no graphics card of NVIDIA'] };
  const { version, runfile_url: url, sha256 } = driver;
  if (version === undefined) return { operations: [], problems: [missing('version', '580.76.05')] };
  const present = facts.installed ?? facts.loaded;
  if (present === version) return settled(version, facts);
  if (url === undefined)
    return { operations: [], problems: [missing('runfile_url', 'https://.../NVIDIA-...run')] };
  const wanted = { version, url, sha256: sha256?.toLowerCase() };
  const problems = upgradeProblems(wanted, facts);
  if (problems.length > 0) return { operations: [], problems };
  const notes =
    sha256 === undefined
      ? [`the driver is not checked when it is downloaded: nvidia_driver.sha256 is not declared`]
      : [];
  const before = [...nouveauOperations(facts), ...downloadOperations(wanted, facts)];
  if (facts.hasNouveau)
    return { operations: before, notes, restart: 'the driver nouveau is loaded, and keeps it out' };
  const operations = [...before, ...installOperations(wanted, facts)];
  // What nobody uses the installer replaces at once.
  if (!facts.isInUse || facts.loaded === undefined) return { operations, notes };
  return { operations, notes, restart: replaced(facts.loaded, version) };
}

/** The version is on the disk; what is loaded may still be another. */
function settled(version: string, facts: NvidiaFacts): StepDraft {
  const operations = nouveauOperations(facts);
  if (facts.loaded === undefined || facts.loaded === version) return { operations };
  return { operations, restart: replaced(facts.loaded, version) };
}

function replaced(loaded: string, version: string): string {
  return `driver ${loaded} is loaded until then, ${version} comes with it`;
}

const NO_LSPCI: PlanProblem = {
  message: 'cannot look for cards of NVIDIA: there is no lspci on this host',
  hint: 'apt-get install pciutils',
};

function missing(key: string, example: string): PlanProblem {
  return {
    message: `cannot install the driver of NVIDIA: nvidia_driver.${key} is not declared`,
    hint: `declare nvidia_driver.${key}, like "${example}", or nvidia_driver.install false`,
  };
}

function nouveauOperations({ nouveau, stale }: NvidiaFacts): Operation[] {
  return modprobeOperations({
    path: PATHS.nouveau,
    lines: ['blacklist nouveau', 'options nouveau modeset=0'],
    text: nouveau,
    stale,
    what: 'nouveau keeps the driver of NVIDIA out',
  });
}

function downloadOperations(
  { version, url, sha256 }: WantedDriver,
  { hasRunfile, runfileSum, self }: NvidiaFacts,
): Operation[] {
  if (hasRunfile && (sha256 === undefined || runfileSum === sha256)) return [];
  const [program = 'hypervisor-manager', ...words] = self;
  const path = PATHS.runfile(version);
  const check = sha256 === undefined ? [] : ['--sha256', sha256];
  return [
    {
      id: 'download',
      doing: `download the driver ${version}`,
      cause: hasRunfile
        ? `${path} is not the driver that is meant`
        : `driver ${version} is not on this host`,
      run: [program, ...words, 'fetch-driver', url, path, ...check],
      effect: 'change',
      deadline: 7200,
      waitsFor: `download of the driver ${version}`,
      expect: [{ path, exists: true }],
    },
  ];
}
