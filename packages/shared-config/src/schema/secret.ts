import type { Secret } from '../secret.ts';
import { nameLength } from './limits.ts';
import { Spec } from './spec.ts';
import { sourceFile, text } from './values.ts';

const kept = '{"file": PATH}, {"env": NAME} or {"credential": NAME}';

/** A secret: a text of the given form, or an object that says where it is kept. */
export function secret(plain: Spec<string, false>): Spec<Secret, false> {
  const must = `${plain.must}, or better ${kept}`;
  const source = new Spec(
    { kind: 'keys', shape: secretPlaces(), needed: [], open: true, one: true },
    must,
  );
  const specs = [new Spec(plain.form, must), source];
  return new Spec({ kind: 'either', specs, isSecret: true }, must);
}

/** Where a secret may be kept, as keys of the object that stands in its place. */
export const secretPlaces = () => ({
  file: sourceFile()
    .optional()
    .describe(
      'File that holds it and nothing else, of root and for nobody else to read (mode 0600). One ' +
        'that is not absolute lies beside this file. The end of its last line does not count.',
    ),
  env: text(/^[A-Za-z_]\w*$/, 'the name of an environment variable', nameLength)
    .optional()
    .describe('Environment variable that holds it when Phoenix is started.'),
  credential: text(/^(?!\.{1,2}$)[\w.-]+$/, 'the name of a systemd credential', nameLength)
    .optional()
    .describe(
      'systemd credential that holds it, where a unit with LoadCredential= or ' +
        'LoadCredentialEncrypted= starts Phoenix.',
    ),
});
