import { Refusal } from '../state/refusal.ts';
import { err } from '../state/talk.ts';

/** A program of the host: what it prints goes out by itself, what it ends with is its answer. */
export type Program = (args: readonly string[]) => number | Promise<number>;

/** The program, with each refusal told on stderr as its last words, and its exit code answered. */
export function answering(program: Program): Program {
  return async (args) => {
    try {
      return await program(args);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.message !== '') err(`${error.message}\n`);
      return error.exit;
    }
  };
}
