import type { Check } from '../finding.ts';

export const root: Check = {
  name: 'root',
  anywhere: true,
  find: ({ isRoot }) =>
    isRoot
      ? []
      : [
          {
            severity: 'error',
            message: 'this is not root: much of the host cannot be seen, and nothing changed',
            hint: 'log in as root, or type sudo phoenix doctor',
          },
        ],
};
