import { writeGuestFile } from '../guest-file.ts';

/** Where the guest's `cloud-init status` finds its answers: `WORD EXIT`, and the longer forms. */
const answers = '/run/cloud-init/pve-sandbox';

type State = 'running' | 'done' | 'error' | 'disabled';

/** What cloud-init tells of itself in a guest: its log, its result, its status. */
export class Report {
  readonly #tree: string;
  readonly #source: string;
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];

  /** @param source where the data comes from, in cloud-init's words */
  constructor(tree: string, source: string) {
    this.#tree = tree;
    this.#source = source;
  }

  /** Adds a line to /var/log/cloud-init.log. */
  log(file: string, level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR', message: string): void {
    const time = new Date().toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
    const line = `${time} - ${file}[${level}]: ${message}\n`;
    writeGuestFile(this.#tree, '/var/log/cloud-init.log', line, { append: true, mode: 0o640 });
  }

  /** Something that cloud-init gets over: its status is "done", with exit code 2. */
  warn(file: string, message: string): void {
    this.#warnings.push(message);
    this.log(file, 'WARNING', message);
  }

  /** A module that failed: the status is "error", the others go on. */
  fail(module: string, error: string): void {
    this.#errors.push(`('${module}', ${error})`);
    this.log('util.py', 'WARNING', `Running module ${module} failed: ${error}`);
  }

  /** Writes how far it is; the result's file is there only once it is over. */
  write(state: State): void {
    const final: State = state === 'done' && this.#errors.length > 0 ? 'error' : state;
    const degraded = final !== 'running' && this.#warnings.length > 0;
    const exit = final === 'error' ? 1 : degraded ? 2 : 0;
    this.#put(`${answers}/word`, `${final} ${exit}\n`);
    this.#put(`${answers}/long`, this.#long(final, degraded));
    this.#put(`${answers}/json`, `${JSON.stringify(this.#json(final, degraded), null, 2)}\n`);
    if (state === 'disabled') return;
    this.#put('/run/cloud-init/status.json', `${JSON.stringify({ v1: this.#stages(state) })}\n`);
    if (state === 'running') return;
    const result = { datasource: this.#source, errors: this.#errors };
    this.#put('/run/cloud-init/result.json', `${JSON.stringify({ v1: result }, null, 1)}\n`);
    this.#put('/var/lib/cloud/instance/boot-finished', `${Date.now() / 1000}\n`);
  }

  #put(path: string, content: string): void {
    // As cloud-init does: whoever waits for the result takes what there is for all of it.
    writeGuestFile(this.#tree, path, content, { whole: true });
  }

  #recoverable(): Record<string, string[]> {
    return this.#warnings.length === 0 ? {} : { WARNING: this.#warnings };
  }

  #stages(state: State): object {
    const now = Date.now() / 1000;
    const stage = (errors: string[], recoverable: object) => ({
      errors,
      finished: state === 'running' ? null : now,
      recoverable_errors: recoverable,
      start: now,
    });
    return {
      datasource: this.#source,
      'init-local': stage([], {}),
      init: stage([], this.#recoverable()),
      'modules-config': stage([], {}),
      'modules-final': stage(this.#errors, {}),
      stage: state === 'running' ? 'modules-final' : null,
    };
  }

  #json(state: State, degraded: boolean): object {
    return {
      boot_status_code: state === 'disabled' ? 'disabled-by-generator' : 'enabled-by-generator',
      datasource: state === 'disabled' ? '' : 'nocloud',
      detail: this.#source,
      errors: this.#errors,
      extended_status: degraded ? `degraded ${state}` : state,
      last_update: new Date().toUTCString().replace('GMT', '+0000'),
      recoverable_errors: this.#recoverable(),
      status: state,
    };
  }

  #long(state: State, degraded: boolean): string {
    const quoted = (all: string[]) => all.map((one) => `\t- ${one}\n`).join('');
    const errors = this.#errors.length === 0 ? 'errors: []\n' : `errors:\n${quoted(this.#errors)}`;
    const recoverable =
      this.#warnings.length === 0
        ? 'recoverable_errors: {}\n'
        : `recoverable_errors:\nWARNING:\n${quoted(this.#warnings)}`;
    return (
      `status: ${state}\nextended_status: ${degraded ? 'degraded ' : ''}${state}\n` +
      `boot_status_code: ${state === 'disabled' ? 'disabled' : 'enabled'}-by-generator\n` +
      `last_update: ${new Date().toUTCString().replace('GMT', '+0000')}\n` +
      `detail: ${this.#source}\n${errors}${recoverable}`
    );
  }
}
