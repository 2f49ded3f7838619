/** What an option or a property of one may be: the registered methods' own description, shortened. */
export interface OptionSchema {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  required?: boolean;
  format?: string;
  pattern?: string;
  enum?: string[];
  minimum?: number | string;
  maximum?: number | string;
  minLength?: number;
  maxLength?: number;
  default_key?: number;
  /** Present for property strings: what stands between the commas. */
  properties?: Record<string, OptionSchema>;
  requires?: string;
  /** Another name of a property; with `keyAlias` the name itself is that one's value. */
  alias?: string;
  keyAlias?: string;
  cli_parameter_is_file?: object | number | boolean;
}

/** One subcommand's command line. */
export interface CommandSchema {
  usage: string;
  positional: string[];
  /** `net[n]` and alike with the highest n. */
  indexed?: Record<string, number>;
  exitReflectsTask?: boolean;
  options: Record<string, OptionSchema>;
}

/** A program's subcommands. */
export type ProgramSchema = Record<string, CommandSchema>;
