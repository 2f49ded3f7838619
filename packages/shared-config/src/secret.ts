/** Where a secret is kept. A file that is not absolute lies beside the file that declares it. */
export type SecretSource =
  | { readonly file: string }
  | { readonly env: string }
  | { readonly credential: string };

/** A secret as it is declared: itself, or where it is kept. */
export type Secret = string | SecretSource;

/** What messages and plans show in the place of a secret. */
export const SENSITIVE = '(sensitive)';

const secretName =
  /(?:^|_)(?:password|passwd|passphrase|password_hash|secret|token|api_key|private_key)$/i;
const placeholder = /^(?:NOT_SET|CHANGE_?ME|TODO|\*+|!|<.*>|\$\{.*\}|)$/i;

/** Whether a key holds a secret by its name. */
export function isSecretName(key: string): boolean {
  return secretName.test(key);
}

/** Whether a text stands where a secret is to come, and is none itself. */
export function isPlaceholder(value: string): boolean {
  return placeholder.test(value);
}

/**
 * A text of JSON, also a broken one, without the secrets that it holds: what stands behind names of
 * secrets. It has the same lines.
 */
export function withoutSecrets(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*")(\s*:\s*)("(?:[^"\\\n]|\\.)*"?|[^\s"{[,}\]]+)/g,
    (whole, name: string, colon: string) =>
      isSecretName(name.slice(1, -1)) ? `${name}${colon}"${SENSITIVE}"` : whole,
  );
}
