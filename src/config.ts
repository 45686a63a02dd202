// How is the gateway told what to do? Environment in, frozen Config out; every mistake is named at once, none of them is printed.

import { readFileSync } from 'node:fs';
import { databaseUrlParser } from './config/database-url';
import { developmentKeysFile, readOrMakeDevelopmentKeys } from './config/development-keys';
import { HOW_TO_MAKE_KEYS, parseGatewayKeys } from './config/gateway-keys';
import {
  type AllowedGitHost,
  type CloudProviderKind,
  parseAllowlist,
  parseApiUrl,
  parseCertificates,
} from './config/git-host-settings';
import { type ProxyConfig, readProxies } from './config/proxy-settings';
import { LOG_LEVELS, oneOf, parseHost, parsePort } from './config/server-settings';
import { BadSetting, type Environment, type ReadFile, SettingsReader } from './config/settings-reader';
import type { MasterKey } from './crypto/key-ring';
import type { DatabaseSettings } from './store/database-settings';

const ENVIRONMENTS = ['production', 'development', 'test'] as const;
const PROBES = ['all', 'read'] as const;
const DEFAULT_DATABASE = 'sqlite:./data/gateway.sqlite';

export interface GitHostsConfig {
  /** Where self-managed providers may live. */
  readonly allowlist: readonly AllowedGitHost[];
  /** Where the cloud providers' APIs are reached; null where they publish them. */
  readonly apiUrls: Readonly<Record<CloudProviderKind, URL | null>>;
  /** Certificates in PEM to trust beside the usual ones. */
  readonly ca: string | null;
  readonly proxies: ProxyConfig;
  /** `read`: nothing that looks like a write is sent to learn a token's scopes (R17). */
  readonly probes: (typeof PROBES)[number];
}

export interface Config {
  readonly environment: (typeof ENVIRONMENTS)[number];
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseSettings;
  /** The first is primary. */
  readonly keys: readonly MasterKey[];
  /** The file that the keys come from when nobody gave any, outside production. */
  readonly developmentKeysFile: string | null;
  readonly gitHosts: GitHostsConfig;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Everything that is wrong with the environment, one line for each variable. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The gateway cannot start with this configuration:', ...problems].join('\n  - '));
    this.name = 'ConfigError';
  }
}

const readFileAsText: ReadFile = (path) => readFileSync(path, 'utf8');

/** Reads every setting, each from its variable or the file that `…_FILE` names. Throws one `ConfigError` for all that is wrong. */
export function loadConfig(env: Environment, readFile: ReadFile = readFileAsText): Config {
  const settings = new SettingsReader(env, readFile);
  const environment = settings.withDefault('NODE_ENV', oneOf(...ENVIRONMENTS), 'development');
  const config: Config = {
    environment,
    host: settings.withDefault('HOST', parseHost, '127.0.0.1'),
    port: settings.withDefault('PORT', parsePort, '4000'),
    database: readDatabase(settings, readFile),
    ...settings.read('GATEWAY_KEYS', givenKeys, () => keysThatNobodyGave(environment, env, readFile)),
    gitHosts: readGitHosts(settings),
    logLevel: settings.withDefault('LOG_LEVEL', oneOf(...LOG_LEVELS), 'info'),
  };
  if (settings.problems.length > 0) throw new ConfigError(settings.problems);
  return Object.freeze(config);
}

/** For programs that need nothing but the database. */
export function loadDatabaseSettings(env: Environment, readFile: ReadFile = readFileAsText): DatabaseSettings {
  const settings = new SettingsReader(env, readFile);
  const database = readDatabase(settings, readFile);
  if (settings.problems.length > 0) throw new ConfigError(settings.problems);
  return database;
}

const readDatabase = (settings: SettingsReader, readFile: ReadFile): DatabaseSettings =>
  settings.withDefault('DATABASE_URL', databaseUrlParser(readFile), DEFAULT_DATABASE);

function readGitHosts(settings: SettingsReader): GitHostsConfig {
  const apiUrl = (name: string, provider: CloudProviderKind) =>
    settings.optional(name, (text) => parseApiUrl(text, provider));
  return Object.freeze({
    allowlist: settings.optional('GIT_HOST_ALLOWLIST', parseAllowlist) ?? Object.freeze([]),
    apiUrls: Object.freeze({
      GITHUB: apiUrl('GITHUB_API_URL', 'GITHUB'),
      GITLAB_CLOUD: apiUrl('GITLAB_API_URL', 'GITLAB_CLOUD'),
      BITBUCKET_CLOUD: apiUrl('BITBUCKET_API_URL', 'BITBUCKET_CLOUD'),
    }),
    // Usually given as GIT_CA_FILE, which the rule of `…_FILE` makes of it.
    ca: settings.optional('GIT_CA', parseCertificates),
    proxies: readProxies(settings),
    probes: settings.withDefault('GIT_PROBES', oneOf(...PROBES), 'all'),
  });
}

type KeysConfig = Pick<Config, 'keys' | 'developmentKeysFile'>;

const givenKeys = (text: string): KeysConfig => ({ keys: parseGatewayKeys(text), developmentKeysFile: null });

function keysThatNobodyGave(environment: Config['environment'], env: Environment, readFile: ReadFile): KeysConfig {
  // A misspelled NODE_ENV, which is reported, is no reason to make keys.
  if (environment !== 'development' && environment !== 'test') {
    throw new BadSetting(`is not set, nor is GATEWAY_KEYS_FILE; ${HOW_TO_MAKE_KEYS}`);
  }
  const file = developmentKeysFile(env);
  return { keys: readOrMakeDevelopmentKeys(file, readFile), developmentKeysFile: file };
}
