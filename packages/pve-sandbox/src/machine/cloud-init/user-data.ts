import { parse } from 'yaml';
import type { Report } from './report.ts';
import { type Config, mapping } from './values.ts';

/** What a machine's user-data asks for: settings, or one script. */
export type UserData = { config: Config; script?: string };

/** Reads YAML as cloud-init's parser does: version 1.1, the last of several equal keys counts. */
export const readYaml = (source: string): unknown =>
  parse(source, { version: '1.1', uniqueKeys: false, logLevel: 'error' });

/**
 * Takes user-data by its first line, as cloud-init does: what does not begin with a word that it
 * knows is ignored, and the report says so.
 */
export function readUserData(source: string, report: Report): UserData {
  if (source.trim() === '') return { config: {} };
  if (source.startsWith('#!')) return { config: {}, script: source };
  if (!/^#cloud-config(?!-)/i.test(source)) {
    const start = JSON.stringify(source.slice(0, 24)).slice(1, -1);
    report.warn(
      '__init__.py',
      `Unhandled non-multipart (text/x-not-multipart) userdata: '${start}...'`,
    );
    return { config: {} };
  }
  return { config: readConfig(source, report) };
}

function readConfig(source: string, report: Report): Config {
  try {
    const found = readYaml(source);
    if (found === null || found === undefined) return {};
    const config = mapping(found);
    if (config === found) return config;
    report.warn(
      'util.py',
      `Failed loading yaml blob. Yaml load allows (<class 'dict'>,) root types`,
    );
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    report.warn('util.py', `Failed loading yaml blob. Invalid format: ${why}`);
  }
  report.warn(
    'cloud_config.py',
    'Failed at merging in cloud config part from part-001: empty cloud config',
  );
  return {};
}
