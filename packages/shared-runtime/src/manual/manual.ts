/** What there is to say of one executable: its man page, its page of commands and its completions are made of it. */
export interface Manual {
  /** Name of the executable. */
  readonly program: string;
  /** One line. */
  readonly summary: string;
  /** Usage of the whole, with the program. */
  readonly usage: string;
  /** In the order in which they are listed. */
  readonly commands: readonly CommandManual[];
  /** Flags that every command takes. */
  readonly flags: readonly FlagManual[];
  /** Further tables, each below its title: how guests are named, old spellings. */
  readonly tables: readonly ManualTable[];
}

/** One word after the name of an executable, a verb or a tool. */
export interface CommandManual {
  readonly name: string;
  /** Heading under which it is listed. */
  readonly group: string;
  /** One line. */
  readonly summary: string;
  /** What follows the name, such as `GUEST[:SUITE]...`; completions read the words off it. */
  readonly usage: string;
  /** Lines; an empty one ends a paragraph. */
  readonly about: readonly string[];
  /** Command lines without the program, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Its own flags, beside those of every command. */
  readonly flags: readonly FlagManual[];
  /** Other spellings. */
  readonly aliases: readonly string[];
  /** A tool does not take the flags of every command. */
  readonly isTool?: true;
}

/** A flag, as it is typed and explained. */
export interface FlagManual extends FlagShape {
  /** Without its dashes. */
  readonly name: string;
  readonly help: string;
}

/** How a flag is typed. */
export interface FlagShape {
  /** One letter, typed after one dash. */
  readonly short?: string;
  /** Name of its value; without it the flag takes none. */
  readonly value?: string;
  /** It may stand without its value; with it: `--name=value`. */
  readonly optional?: true;
  /** All values there are. */
  readonly choices?: readonly string[];
  /** Words that the command takes when this flag is there, in place of its own. */
  readonly words?: string;
}

/** Rows of a term and what it means. */
export interface ManualTable {
  readonly title: string;
  readonly rows: readonly (readonly [term: string, meaning: string])[];
}

/** `-y, --yes`, `--wait DURATION`, `--wipe-disks[=SERIALS]` */
export function flagUsage(name: string, { short, value, optional }: FlagShape): string {
  const between = optional ? `[=${value}]` : ` ${value}`;
  const long = value === undefined ? `--${name}` : `--${name}${between}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** What a flag does, with its choices where that does not name them itself. */
export function flagMeaning({ help, choices = [] }: FlagManual): string {
  const named = choices.every((choice) => help.includes(choice));
  return named ? help : `${help} (${choices.join(', ')})`;
}

/** The paragraphs that lines with empty ones between them make. */
export function paragraphs(lines: readonly string[]): string[] {
  const texts = lines.join('\n').split(/\n{2,}/);
  return texts.map((text) => text.replaceAll('\n', ' ').trim()).filter((text) => text !== '');
}

/** A usage line taken apart: `[RUN] [GUEST...]` is RUN and GUEST, of which the last comes again. */
export function wordsOf(usage: string): {
  readonly words: readonly string[];
  readonly repeats: boolean;
} {
  const own = usage
    .replace(/ -- .*$|\[--[^\]]*\]/g, '')
    .split(' ')
    .filter((word) => word !== '');
  const words = own.map((word) => word.replace(/\.\.\.\]?$/, '').replace(/^\[(.*?)\]?$/, '$1'));
  return { words, repeats: /\.\.\./.test(own.at(-1) ?? '') };
}

/** The text with its first letter large. */
export function raised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The text with its first letter small. */
export function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
