export { takeBack } from './act/go-back.ts';
export type { Check, TestResult } from './checks/check.ts';
export { type JunitFile, openJunit } from './checks/junit-file.ts';
export * from './checks/report.ts';
export { runChecks } from './checks/run-checks.ts';
export { doneWord } from './done-word.ts';
export { downloadError } from './download/download-error.ts';
export { type ExpectedSum, givenSum } from './download/expected-sum.ts';
export { type Fetched, fetchFile, fileAddress } from './download/fetch-file.ts';
export * from './duration.ts';
export * from './errors.ts';
export { eventIn } from './event-shape.ts';
export * from './events.ts';
export * from './executor/context.ts';
export { execute } from './executor/execute.ts';
export { blockIn } from './executor/marked-block.ts';
export * from './exit-codes.ts';
export { fileToWrite } from './file-to-write.ts';
export * from './frame/index.ts';
export * from './guest-plan.ts';
export { holdLimit, limitsAreOff } from './holds.ts';
export * from './host/host.ts';
export { realHost } from './host/real-host.ts';
export * from './host/spawn-manager.ts';
export { Interrupted, stopExit } from './interrupted.ts';
export { waitForCommand } from './journal/command.ts';
export { openJournal } from './journal/journal.ts';
export * from './journal/making.ts';
export { markedGuests } from './journal/marks.ts';
export { pastEvents } from './journal/past.ts';
export * from './journal/read-runs.ts';
export type { GuestInRun } from './journal/run-guests.ts';
export type { RunLog } from './journal/run-logs.ts';
export { localTime } from './local-time.ts';
export * from './operation.ts';
export * from './plan-text.ts';
export * from './quote.ts';
export {
  readSecret,
  type SecretProblem,
  type SecretRead,
} from './secrets/read-secret.ts';
export { type ShownOperation, shownOperation } from './shown-operation.ts';
export * from './stop.ts';
export type { Subject } from './subject.ts';
export { table } from './table.ts';
export * from './tasks.ts';
export { phoenixVersion } from './version.ts';
export { xmlText } from './xml-text.ts';
