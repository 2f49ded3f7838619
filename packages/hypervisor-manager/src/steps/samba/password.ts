import type { FileInfo, PlanProblem } from '@phoenix/shared-runtime';
import type { Look } from '../../setup/step.ts';

/** The declared file of the password; the password itself stays out of all that is shown. */
export interface PasswordFile {
  readonly path: string;
  readonly info: FileInfo | undefined;
  /** The first line; undefined unless root alone may read the file. */
  readonly password: string | undefined;
}

/** Looks at the file; what others may read as well is not read. */
export function lookAtPassword(host: Pick<Look, 'info' | 'read'>, path: string): PasswordFile {
  const info = host.info(path);
  const file = { path, info, password: undefined };
  if (whyNot(file) !== undefined) return file;
  return { ...file, password: host.read(path)?.split(/\r?\n/, 1)[0] };
}

/** What is wrong with the file. */
export function passwordProblems(file: PasswordFile, user: string): PlanProblem[] {
  const { path } = file;
  const wrong = whyNot(file);
  if (wrong !== undefined)
    return [
      { message: `cannot set the Samba password of ${user}: ${wrong.why}`, hint: wrong.hint },
    ];
  if (file.password) return [];
  return [
    {
      message: `cannot set the Samba password of ${user}: the first line of ${path} is empty`,
      hint: `write the password into ${path}`,
    },
  ];
}

function whyNot({ path, info }: Pick<PasswordFile, 'path' | 'info'>) {
  if (info === undefined)
    return {
      why: `${path} is not there`,
      hint: `type install -m 600 /dev/null ${path}, and write the password into it; or leave out samba.password_file and type smbpasswd yourself`,
    };
  if (info.kind !== 'file') return { why: `${path} is no file`, hint: `see ls -ld ${path}` };
  if (info.uid === 0 && (info.mode & 0o077) === 0) return undefined;
  return {
    why: `others than root may read ${path}`,
    hint: `type chown root: ${path}; chmod 600 ${path}, and think of another password`,
  };
}
