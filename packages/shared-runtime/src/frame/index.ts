export type { VerbContext } from './context.ts';
export type { VerbDefinition } from './definition.ts';
export { errorObject, explained, printError } from './errors-out.ts';
export type { Output, Paint } from './output.ts';
export { runManager } from './run-manager.ts';
export { planStyle, statusTable } from './show.ts';
export { STATUS_COLUMNS } from './status-columns.ts';
export { watchStreams } from './streams.ts';
export { unavailableVerbs } from './unavailable.ts';
