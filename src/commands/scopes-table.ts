// Which token should a platform engineer make? Every type of every Git system, with what it needs as either kind, or why it cannot serve.

import { createTokenUrl } from '../domain/create-token-url';
import { GIT_PROVIDERS, type GitProviderFamily } from '../domain/git-provider';
import type { GitTokenKind } from '../domain/git-token';
import { refusalByType, requiredScopes } from '../domain/required-scopes';
import { prefixesProve, TOKEN_PREFIXES } from '../domain/token-prefixes';
import { type KnownTokenType, TOKEN_TYPES, typesOfFamily } from '../domain/token-types';
import { code, table } from './markdown';

const FAMILIES: readonly GitProviderFamily[] = ['GITHUB', 'GITLAB', 'BITBUCKET_CLOUD', 'BITBUCKET_SERVER'];

/** Its Git systems: `GITHUB`, `GITHUB_ENTERPRISE`. */
const systemsOf = (family: GitProviderFamily) => Object.values(GIT_PROVIDERS).filter((row) => row.family === family);

const codes = (names: readonly string[]): string => names.map(code).join(', ');

export const scopesTable = (): string =>
  table(
    ['Git system', 'token', 'as a runtime token', 'as a user token'],
    FAMILIES.flatMap((family) => {
      const systems = systemsOf(family).map(({ kind }) => kind);
      const types = typesOfFamily(family).map((type) => [
        `${TOKEN_TYPES[type].name}, ${code(type)}`,
        cell(type, 'RUNTIME'),
        cell(type, 'USER'),
      ]);
      return [
        ...types.map((row) => [codes(systems), ...row]),
        ...neverForApi(family).map((row) => [codes(systems.filter(prefixesProve)), ...row]),
      ];
    }),
  );

function cell(tokenType: KnownTokenType, kind: GitTokenKind): string {
  const refusal = refusalByType(tokenType, kind);
  if (refusal !== null) return `refused: ${refusal.because}`;
  const scopes = requiredScopes(tokenType, kind).map(({ scope }) => scope);
  const warning = kind === 'USER' && TOKEN_TYPES[tokenType].robot ? `; warned of: ${code('OWNER_NOT_PERSON')}` : '';
  return `${scopes.map(code).join(' ')}${formLink(tokenType, scopes)}${warning}`;
}

/** The form of the family's cloud system; a system of one's own has it at its own address. */
function formLink(tokenType: KnownTokenType, scopes: readonly string[]): string {
  const cloudUrl = systemsOf(TOKEN_TYPES[tokenType].family).find((system) => system.cloudUrl !== null)?.cloudUrl;
  const url = cloudUrl ? createTokenUrl(tokenType, cloudUrl, scopes) : null;
  return url === null ? '' : ` ([form](${url}))`;
}

/** What no API takes, known by how it begins; only where that proves something. */
function neverForApi(family: GitProviderFamily): string[][] {
  const prefixes = TOKEN_PREFIXES.filter((row) => row.family === family && row.neverForApi !== null).map(({ prefix }) =>
    code(`${prefix}…`),
  );
  const refused = 'refused: no API takes it';
  return prefixes.length === 0 ? [] : [[prefixes.join(' '), refused, refused]];
}
