// Where do keys come from on a developer's machine, where nobody gives any? They are made once and kept in a private file.

import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { MasterKey } from '../crypto/key-ring';
import { KEY_BYTES, parseGatewayKeys } from './gateway-keys';
import { BadSetting, codeOf, type Environment, type ReadFile } from './settings-reader';

/** In the home directory: a copy of the data folder, or of the repository, then never holds the keys to its own tokens. */
export function developmentKeysFile(env: Environment): string {
  const { XDG_CONFIG_HOME: xdg = '', HOME: home = '' } = env;
  const configHome = isAbsolute(xdg) ? xdg : join(isAbsolute(home) ? home : homedir(), '.config');
  return join(configHome, 'git-token-gateway', 'development-keys');
}

/** The keys in the file; the first start makes it. It reads like `GATEWAY_KEYS`, so `GATEWAY_KEYS_FILE` may name it too. */
export function readOrMakeDevelopmentKeys(file: string, readFile: ReadFile): readonly MasterKey[] {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    refuseLooserThan(0o700, dirname(file));
    if (!existsSync(file)) makeFile(file);
    refuseLooserThan(0o600, file);
    return parseGatewayKeys(readFile(file).trim());
  } catch (error) {
    const why = error instanceof BadSetting ? error.message : `cannot be kept (${codeOf(error)})`;
    throw new BadSetting(`is not set, and the development key in ${file} ${why}`);
  }
}

/** Two first starts at once agree: `link` makes the whole file appear or finds the other's there, where `rename` would replace it. */
function makeFile(file: string): void {
  const suffix = randomBytes(4).toString('hex');
  const unfinished = `${file}.${suffix}`;
  writeDurably(unfinished, `dev-${suffix}:${randomBytes(KEY_BYTES).toString('base64')}\n`);
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished);
  }
  syncDirectory(dirname(file));
}

/** On the disk before anything is sealed with it: a power cut must not keep the tokens and lose their key. */
function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function syncDirectory(path: string): void {
  if (process.platform === 'win32') return; // a directory cannot be opened there
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refuseLooserThan(mode: number, path: string): void {
  if (process.platform === 'win32') return; // has no such modes
  if ((statSync(path).mode & 0o777 & ~mode) === 0) return;
  throw new BadSetting(`is open to other users; run: chmod ${mode.toString(8)} ${path}`);
}
