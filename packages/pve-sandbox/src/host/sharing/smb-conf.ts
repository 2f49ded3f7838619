import { canonical, isParameter } from './smb-parameters.ts';

/** A section of smb.conf: its name and its parameters under their usual names. */
export type SmbSection = { name: string; parameters: Map<string, string> };

/** What was read of a configuration, what is doubtful in it, and whether it cannot be loaded. */
export type SmbConf = { sections: SmbSection[]; warnings: string[]; broken: boolean };

/** Reads smb.conf; `include` brings in other files by `read`, which answers undefined for none. */
export function parseSmbConf(file: string, read: (path: string) => string | undefined): SmbConf {
  const conf: SmbConf = { sections: [], warnings: [], broken: false };
  const text = read(file);
  if (text === undefined) return { ...conf, broken: true };
  readInto(conf, text, file, read, 0);
  return conf;
}

function readInto(
  conf: SmbConf,
  text: string,
  file: string,
  read: (path: string) => string | undefined,
  depth: number,
): void {
  const lines = text.replace(/\\\n/g, '').split('\n');
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    if (line.startsWith('[')) {
      const name = /^\[([^\]]+)\]/.exec(line)?.[1]?.trim();
      if (name === undefined) {
        conf.warnings.push(`Badly formed section header in ${file}: ${line}`);
        conf.broken = true;
        return;
      }
      section(conf, name);
      continue;
    }
    const [, key, value = ''] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) {
      conf.warnings.push(`Ignoring badly formed line in configuration file: ${line}`);
      conf.broken = true;
      return;
    }
    if (/^include$/i.test(key)) include(conf, value, read, depth);
    else if (isParameter(key)) {
      const [name, shown] = canonical(key, value);
      (conf.sections.at(-1) ?? section(conf, 'global')).parameters.set(name, shown);
    } else
      conf.warnings.push(
        `Unknown parameter encountered: "${key}"`,
        `Ignoring unknown parameter "${key}"`,
      );
  }
}

function include(
  conf: SmbConf,
  path: string,
  read: (path: string) => string | undefined,
  depth: number,
): void {
  if (depth > 10 || path === 'registry') return;
  const text = read(path);
  if (text === undefined) conf.warnings.push(`Can't find include file ${path}`);
  else readInto(conf, text, path, read, depth + 1);
}

function section(conf: SmbConf, name: string): SmbSection {
  const before = conf.sections.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const found = before ?? { name, parameters: new Map<string, string>() };
  // What follows belongs to the section that was named last.
  conf.sections = [...conf.sections.filter((one) => one !== found), found];
  return found;
}
