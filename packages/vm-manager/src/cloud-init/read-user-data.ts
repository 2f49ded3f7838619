import { parse } from 'yaml';

/** What user-data says of those that log in and of packages. */
export interface ReadUserData {
  readonly packages: readonly string[];
  readonly users: readonly {
    readonly name: string;
    readonly keys: readonly string[];
    readonly hasPassword: boolean;
  }[];
}

/** Reads what `userData` wrote; what is not of the form that it writes is passed over. */
export function readUserData(text: string): ReadUserData {
  const data = mapOf(parsed(text));
  return {
    packages: textsIn(data.packages),
    users: (Array.isArray(data.users) ? data.users : []).map(mapOf).flatMap((user) =>
      typeof user.name === 'string'
        ? [
            {
              name: user.name,
              keys: textsIn(user.ssh_authorized_keys),
              hasPassword: user.hashed_passwd !== undefined,
            },
          ]
        : [],
    ),
  };
}

function parsed(text: string): unknown {
  try {
    return parse(text, { version: '1.1' });
  } catch {
    return undefined;
  }
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
