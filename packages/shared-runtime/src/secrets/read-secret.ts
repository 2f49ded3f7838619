import { resolve } from 'node:path';
import type { Secret, SecretSource } from '@phoenix/shared-config';
import type { FileInfo, Host } from '../host/host.ts';
import { known } from './known.ts';

/** Bytes that a secret may have: a private key with its chain has fewer. */
const MOST = 8192;

/** A secret, or why there is none: completes "cannot set the password of ops: ...". */
export type SecretRead =
  | { readonly value: string; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: SecretProblem };

/** Why a secret cannot be read, and what to do. */
export interface SecretProblem {
  readonly why: string;
  readonly hint: string;
}

type Reader = Pick<Host, 'info' | 'read'>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a secret at the moment when it is needed, and has it kept out of all that this process says.
 * `directory` is that of the file that declares it. What others may read as well is not read.
 */
export function readSecret(
  host: Reader,
  secret: Secret,
  directory: string,
  environment: Environment = process.env,
): SecretRead {
  const read =
    typeof secret === 'string'
      ? { value: secret }
      : readSource(host, secret, directory, environment);
  if (read.value !== undefined) known.hide(read.value);
  return read;
}

function readSource(
  host: Reader,
  source: SecretSource,
  directory: string,
  environment: Environment,
): SecretRead {
  if ('env' in source) return fromEnvironment(source.env, environment);
  if ('file' in source) return fromFile(host, resolve(directory, source.file), makeIt);
  const credentials = environment.CREDENTIALS_DIRECTORY;
  const { credential } = source;
  const load = `add LoadCredential=${credential}:/root/secrets/${credential} to the unit that starts Phoenix`;
  if (credentials === undefined || credentials === '')
    return failed(`there are no systemd credentials here, and so no ${credential}`, load);
  return fromFile(host, resolve(credentials, credential), () => load);
}

const makeIt = (path: string) =>
  `type install -m 600 /dev/null ${path}, and write the secret into it`;

function fromEnvironment(name: string, environment: Environment): SecretRead {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  const hint = `start Phoenix with it: read -rs ${name}; export ${name}; or declare {"file": PATH}`;
  if (value === undefined) return failed(`the environment has no ${name}`, hint);
  if (value === '') return failed(`${name} is empty in the environment`, hint);
  return value.length > MOST ? failed(`${name} has more than ${MOST} bytes`, hint) : { value };
}

function fromFile(host: Reader, path: string, hint: (path: string) => string): SecretRead {
  const info = host.info(path);
  if (info === undefined) return failed(`${path} is not there`, hint(path));
  const wrong = whyNot(path, info);
  if (wrong !== undefined) return wrong;
  const text = host.read(path) ?? '';
  if (/[\0\uFFFD]/.test(text)) return failed(`${path} holds no text`, hint(path));
  const value = text.replace(/\r?\n$/, '');
  if (value === '') return failed(`${path} is empty`, `write the secret into ${path}`);
  return { value };
}

function whyNot(path: string, { kind, uid, mode, size }: FileInfo): SecretRead | undefined {
  if (kind === 'link') return failed(`${path} is a link`, 'name the file that it leads to');
  if (kind !== 'file') return failed(`${path} is no file`, `see ls -ld ${path}`);
  if (uid !== 0 && uid !== process.geteuid?.())
    return failed(`${path} belongs to another than root`, `type chown root: ${path}`);
  if ((mode & 0o077) !== 0)
    return failed(
      `others than root may read ${path}`,
      `type chmod 600 ${path}, and think of another secret`,
    );
  if (size > MOST)
    return failed(`${path} has more than ${MOST} bytes`, 'name a file that holds the secret alone');
  return undefined;
}

function failed(why: string, hint: string): SecretRead {
  return { problem: { why, hint } };
}
