// How is one setting read: from its variable, or from the file that `…_FILE` names?

/** As `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a file as text. */
export type ReadFile = (path: string) => string;

/** What is wrong with a setting, in words that follow its name: `must be …`. They never hold its value. */
export class BadSetting extends Error {}

/** Reads settings one by one and collects what is wrong, so that all of it can be told at once. */
export class SettingsReader {
  /** One line for each bad variable. */
  readonly problems: string[] = [];

  constructor(
    private readonly env: Environment,
    private readonly readFile: ReadFile,
  ) {}

  /** A setting with a default, written as one would write the setting. */
  withDefault<T>(name: string, parse: (text: string) => T, text: string): T {
    return this.read(name, parse, () => parse(text));
  }

  optional<T>(name: string, parse: (text: string) => T): T | null {
    return this.read<T | null>(name, parse, () => null);
  }

  /** What `parse` makes of the setting, or `otherwise` where none is given. After a problem the answer is undefined and not to be used. */
  read<T>(name: string, parse: (text: string) => T, otherwise: () => T): T {
    let variable = name;
    try {
      const setting = readSetting(this.env, name, this.readFile);
      if (setting === null) return otherwise();
      variable = setting.variable;
      return parse(setting.text);
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error;
      this.problems.push(`${variable} ${error.message}`);
      return undefined as T;
    }
  }
}

/** A setting that was given, and the variable to name when it is no good. */
interface Setting {
  readonly variable: string;
  readonly text: string;
}

/** Null when it is not given. A blank one is not given: that is how Compose files and shells pass what is unset. */
function readSetting(env: Environment, name: string, readFile: ReadFile): Setting | null {
  const text = trimmed(env[name]);
  const fileVariable = `${name}_FILE`;
  const path = trimmed(env[fileVariable]);
  if (text !== null && path !== null) throw new BadSetting(`and ${fileVariable} are both set; give only one of them`);
  if (path === null) return text === null ? null : { variable: name, text };
  const content = trimmed(readText(path, fileVariable, readFile));
  if (content === null) throw new BadSetting(`is to come from ${fileVariable}, but that file is empty`);
  return { variable: fileVariable, text: content };
}

const trimmed = (text: string | undefined): string | null => text?.trim() || null;

function readText(path: string, fileVariable: string, readFile: ReadFile): string {
  try {
    return readFile(path);
  } catch (error) {
    throw new BadSetting(`is to come from ${fileVariable}, but that file cannot be read (${codeOf(error)})`);
  }
}

/** `ENOENT`, `EACCES` … The error's message would hold the path. */
export function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : 'unknown cause';
}
