import { order } from '@phoenix/shared-config';
import { COMPLETE } from '../completion/index.ts';
import type { PhoenixEvent } from '../events.ts';
import { EXIT } from '../exit-codes.ts';
import { keyFor } from '../expected/fingerprint.ts';
import { limitsAreOff } from '../holds.ts';
import type { Host } from '../host/host.ts';
import { realHost } from '../host/real-host.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import { quoteArgv } from '../quote.ts';
import { createStop } from '../stop.ts';
import { phoenixVersion } from '../version.ts';
import { askPerson, isSomebodyThere } from './ask.ts';
import { refuseFalseChannel } from './channel.ts';
import { asksForJson } from './command-line.ts';
import { completionsOf } from './completions-of.ts';
import { load, loadDeclared, requireDeclared } from './config.ts';
import { confirm } from './confirm.ts';
import type { VerbContext } from './context.ts';
import { tellDefects } from './defects.ts';
import type { ManagerDefinition } from './definition.ts';
import { eachGuest } from './each-guest.ts';
import { errorObject, explained, printError } from './errors-out.ts';
import { openEventStream } from './events-out.ts';
import { lockGuest } from './guest-lock.ts';
import { programHelp, toolHelp, verbHelp } from './help.ts';
import { type Output, processOutput } from './output.ts';
import { type CommandLine, parse } from './parse.ts';
import { toolOf } from './parse-tool.ts';
import { requireRoot } from './require-root.ts';
import { runTool } from './run-tool.ts';
import { selfArgv } from './self.ts';
import { showPlans, showStatus } from './show.ts';
import { listenToSignals } from './signals.ts';
import { talkAbout } from './talk.ts';
import type { ByteStreams } from './tool.ts';
import { takeUmask } from './umask.ts';

/** What a manager runs in; the process itself unless a test says otherwise. */
export interface ManagerWorld {
  readonly argv: readonly string[];
  readonly host: Host;
  readonly out: Output;
  /** Argv that starts the manager again. */
  readonly self: readonly string[];
  /** What tools read and write; those of the process when absent. */
  readonly streams?: ByteStreams;
}

/** Runs a manager from the command line of this process and sets its exit status. Never throws. */
export async function runManager(manager: ManagerDefinition): Promise<void> {
  refuseFalseChannel();
  takeUmask();
  const world = {
    argv: process.argv.slice(2),
    host: realHost(),
    out: processOutput(manager.program),
    self: selfArgv(),
  };
  tellDefects(manager.program, world.argv, world.host, world.out);
  process.exitCode = await managerExit(manager, world);
}

/** Runs a manager and answers its exit status; every error has been told. */
export async function managerExit(
  manager: ManagerDefinition,
  world: ManagerWorld,
): Promise<number> {
  const { argv, host, out } = world;
  if (argv[0] === COMPLETE) {
    out.result(await completionsOf(argv.slice(1), manager, host));
    return EXIT.done;
  }
  const warn = (text: string) => out.talk(`${out.paintTalk('warn', 'warning:')} ${text}\n`);
  const directory = process.env.PHOENIX_RUN_DIR || undefined;
  const journal = openJournal(host, { directory, command: [manager.program, ...argv], warn });
  const exit = await lineExit(manager, world, journal);
  journal.end(exit);
  return exit;
}

async function lineExit(
  manager: ManagerDefinition,
  world: ManagerWorld,
  journal: Journal,
): Promise<number> {
  const { argv, host, out } = world;
  try {
    const line = await parse(argv, manager);
    if (line.is === 'version') out.result(`${manager.program} ${phoenixVersion()}\n`);
    else if (line.is === 'help') out.result(helpText(line.verb, manager));
    else if (line.is === 'tool') return await runTool(line, manager.program, { ...world, journal });
    else return await runVerb(line, manager, world, journal);
    return EXIT.done;
  } catch (error) {
    const told = explained(error, manager.program, argv, journal.directory, host);
    printError(errorObject(told), out);
    if (asksForJson(argv) && toolOf(argv, manager) === undefined)
      out.result(`${JSON.stringify({ error: errorObject(told) })}\n`);
    return told.exit;
  }
}

function helpText(verb: string | undefined, manager: ManagerDefinition): string {
  if (verb === undefined) return programHelp(manager);
  const tool = manager.tools?.[verb];
  if (tool !== undefined) return toolHelp(verb, tool, manager.program);
  const definition = manager.verbs[verb];
  return definition === undefined ? programHelp(manager) : verbHelp(verb, definition, manager);
}

async function runVerb(
  line: Extract<CommandLine, { is: 'verb' }>,
  manager: ManagerDefinition,
  { argv, host, out, self }: ManagerWorld,
  journal: Journal,
): Promise<number> {
  const { program, kind } = manager;
  const { verb, definition, flags } = line;
  const isAboutAll = definition.undeclared === true || flags.own.all !== undefined;
  const acts = definition.effect === 'change' && !flags.dryRun;
  const stop = createStop();
  const events = openEventStream(process.env.PHOENIX_EVENTS_FD, program, () =>
    stop.request('reader'),
  );
  const notes: Extract<PhoenixEvent, { type: 'note' }>[] = [];
  const notesOf = (id: number) => notes.filter(({ guest }) => guest === id).map(({ text }) => text);
  const emit = (event: PhoenixEvent) => {
    journal.record(event);
    if (event.type === 'note') notes.push(event);
    if (events !== undefined) events.write(event);
    else talkAbout(event, out);
  };
  const quiet = listenToSignals(stop, (text) => out.talk(`${program}: ${text}\n`));
  const command = quoteArgv([program, ...argv]);
  try {
    const declared = definition.takesInvalid
      ? await load(manager, flags, host)
      : await loadDeclared(manager, flags, { host, out }, { undeclared: isAboutAll, acts });
    if (kind !== 'hypervisor' && !isAboutAll)
      await requireDeclared([...line.ids, ...flags.bring], kind, declared);
    if (acts) {
      requireRoot(program, '; --dry-run shows the plan without');
    }
    const all = definition.ids === 'any' && line.ids.length === 0 && !definition.undeclared;
    const own = { lxc: declared.lxc, vm: declared.vms, hypervisor: new Map<number, unknown>() };
    const context: VerbContext = {
      program,
      kind,
      verb,
      host,
      declared,
      ids: all ? order(declared, own[kind].keys()) : line.ids,
      flags,
      emit,
      journal,
      stop,
      out,
      self,
      execution: (guest, isDone) => ({
        host,
        guest,
        emit,
        stop,
        logFor: journal.logFor,
        limitless: limitsAreOff(process.env),
        ...(isDone !== undefined && { isDone }),
      }),
      async withLock(id, work) {
        const lock = await lockGuest({ kind, id, command, wait: flags.wait, host, stop, emit });
        try {
          return await work();
        } finally {
          lock.release();
        }
      },
      eachGuest: (work) => eachGuest(context, notesOf, work),
      showPlans: (plans) => showPlans(plans, flags, out, keyFor(flags, host)),
      showStatus: (guests) => showStatus(guests, flags, out),
      confirm: (question) => confirm(question, flags, [program, ...argv], out),
      ...(isSomebodyThere() && { ask: askPerson }),
    };
    return (await definition.run(context)) ?? EXIT.done;
  } finally {
    quiet();
  }
}
