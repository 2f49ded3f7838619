/** The first line of a sudoers file that sudo cannot read: its number and its text. */
export type SudoersError = { line: number; text: string };

const WORD = String.raw`(?:\\.|[^\s,=:()#"\\]|"[^"]*")+`;
const LIST = String.raw`!?${WORD}(?:\s*,\s*!?${WORD})*`;
const RUNAS = String.raw`\(\s*(?:${LIST})?\s*(?::\s*(?:${LIST})\s*)?\)`;
const TAG = String.raw`(?:NO)?(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT)\s*:`;
const OPTION = String.raw`(?:CWD|CHROOT|ROLE|TYPE|NOTBEFORE|NOTAFTER|TIMEOUT)=\S+`;
const COMMAND = String.raw`!?(?:ALL|sudoedit\b[^,]*|[A-Z][A-Z0-9_]*|(?:sha\d+:\S+\s+)?/(?:\\.|[^,\\])*|list)`;
const SPEC = String.raw`(?:${RUNAS}\s*)?(?:${OPTION}\s+)*(?:${TAG}\s*)*${COMMAND}`;
const PRIVILEGE = new RegExp(
  String.raw`^${LIST}\s+${LIST}\s*=\s*${SPEC}(?:\s*,\s*${SPEC})*(?:\s*:\s*${LIST}\s*=\s*${SPEC}(?:\s*,\s*${SPEC})*)*$`,
);
const ALIAS = /^(User|Runas|Host|Cmnd|Cmd)_Alias\s+[A-Z][A-Z0-9_]*\s*=\s*\S.*$/;
const SETTING = String.raw`(?:!*[a-z_]+|[a-z_]+\s*[-+]?=\s*(?:"[^"]*"|[^\s,"]+))`;
const DEFAULTS = new RegExp(
  String.raw`^Defaults(?:[@:!>]\S+)?\s+${SETTING}(?:\s*,\s*${SETTING})*$`,
);
const INCLUDE = /^[@#]include(dir)?\s+\S.*$/;

/** Checks the text of a sudoers file by sudo's usual grammar; undefined when it can be read. */
export function sudoersError(text: string): SudoersError | undefined {
  let number = 0;
  const lines = text.split('\n');
  while (number < lines.length) {
    const first = number;
    let line = lines[number++] ?? '';
    while (line.endsWith('\\') && number < lines.length)
      line = line.slice(0, -1) + (lines[number++] ?? '');
    const plain = INCLUDE.test(line.trim())
      ? line.trim()
      : line.replace(/(^|[^\\])#(?!\d).*$/, '$1').trim();
    if (plain === '') continue;
    const isFine = [INCLUDE, ALIAS, DEFAULTS, PRIVILEGE].some((pattern) => pattern.test(plain));
    if (!isFine) return { line: first + 1, text: lines[first] ?? '' };
  }
  return undefined;
}
