import { spellUnseen } from './quote.ts';
import { known } from './secrets/known.ts';

/**
 * What leaves this process as a result or a message, text or JSON: without secrets, and without characters
 * that terminals obey and nobody sees. All that a stream is given goes through here.
 */
export function printed(text: string): string {
  return spellUnseen(known.printed(text));
}
