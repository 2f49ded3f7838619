import type { PhoenixEvent, Subject } from '@phoenix/shared-runtime';

type GuestResult = Extract<PhoenixEvent, { type: 'guest-result' }>;

/** What a view is told: the managers' events, and those that only the dispatcher knows. */
export type ViewEvent =
  | Exclude<PhoenixEvent, GuestResult>
  /** `did` is what the outcome "changed" is called here: "stopped". */
  | (GuestResult & { did?: string })
  /** A manager is started for a guest. */
  | { type: 'begin'; guest: Subject; verb: string; number: number; of: number }
  /** A manager has ended, and what became of the guest is told elsewhere. */
  | { type: 'end'; guest: Subject }
  /** Guests that could begin wait for a boot_delay: until then, in milliseconds since the epoch. */
  | { type: 'pause'; until: number }
  /** Something that concerns the whole run: an interrupt. */
  | { type: 'say'; text: string };

/** Milliseconds between two ticks. */
export const TICK = 250;

/** Shows a run. A view gets events and the time, and nothing else. */
export interface View {
  /** `time` in milliseconds since the epoch. */
  show(event: ViewEvent, time: number): void;
  /** Called every TICK while something runs. */
  tick(time: number): void;
  /** Leaves the terminal as a following line of text wants it. */
  close(): void;
}

/** Where a view writes, and what it may assume about it. */
export interface Surface {
  write(text: string): void;
  /** Columns of the terminal; 80 where that is unknown. */
  readonly columns: number;
  /** Rows of the terminal; 24 where that is unknown. */
  readonly rows: number;
  /** "950 vllm" for 950. */
  label(guest: Subject): string;
}
