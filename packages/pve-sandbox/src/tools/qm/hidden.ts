/** A value as it is shown: nobody is to see a password. */
export const hidden = (key: string, value: string): string =>
  key === 'cipassword' ? '**********' : value;
