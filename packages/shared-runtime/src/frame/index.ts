export type { VerbContext } from './context.ts';
export type { FlagDefinition, ManagerDefinition, VerbDefinition } from './definition.ts';
export type { GuestResult } from './each-guest.ts';
export { errorObject, explained, printError } from './errors-out.ts';
export type { Flags } from './flags.ts';
export { type Output, type Paint, processOutput } from './output.ts';
export { type ManagerWorld, managerExit, runManager } from './run-manager.ts';
export { planStyle, statusTable } from './show.ts';
export { unavailableVerbs } from './unavailable.ts';
