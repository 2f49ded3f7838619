import type { Operation, PlanProblem } from '@phoenix/shared-runtime';
import type { Boot } from '../../kernel/boot.ts';
import { APPLIED } from '../../kernel/boot.ts';
import { missingWords } from '../../kernel/boot-words.ts';

/** Why parameters cannot be given to the kernel. */
export function bootProblems({ loader, text }: Boot, words: readonly string[]): PlanProblem[] {
  if (text !== undefined) return [];
  return [
    {
      message: `cannot start the kernel with ${words.join(' ')}: ${loader.name} takes its parameters from ${loader.file}, which does not exist`,
      hint:
        loader.name === 'GRUB'
          ? 'is GRUB installed? apt-get install grub-common brings that file'
          : `write the parameters of this host there, in one line (cat /proc/cmdline shows them, without initrd=...)`,
    },
  ];
}

/**
 * Words into the loader's file, word by word, and the loader told. What is taken over is known by a
 * running kernel that has the words, or by a note that is younger than the file.
 */
export function bootOperations(boot: Boot, words: readonly string[]): Operation[] {
  const { loader, text = '', running, isApplied } = boot;
  const missing = missingWords(loader.read(text), words);
  const isKnown = missing.length === 0;
  if (isKnown && (isApplied || missingWords(running, words).length === 0)) return [];
  const cause = isKnown
    ? `whether ${loader.name} starts the kernel with ${words.join(' ')} is not known`
    : `the kernel is started without ${missing.join(' ')}`;
  const edit: Operation = {
    id: 'parameters',
    doing: `add ${missing.join(' ')} to ${loader.file}`,
    cause,
    write: loader.file,
    content: loader.edit(text, words),
    keep: true,
    ...(loader.name === 'GRUB' && { verify: ['sh', '-n', '{}'] as const }),
  };
  return [
    ...(isKnown ? [] : [edit]),
    {
      id: 'loader',
      doing: `have ${loader.name} take ${loader.file} over`,
      cause,
      run: loader.apply,
      effect: 'change',
      deadline: 600,
    },
    {
      id: 'remember',
      cause: `${loader.name} has taken ${loader.file} over`,
      write: APPLIED,
      content: `${words.join(' ')}\n`,
    },
  ];
}
