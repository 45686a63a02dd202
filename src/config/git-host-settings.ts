// Which Git hosts may be reached, and where? Settings that decide where tokens are sent.

import { X509Certificate } from 'node:crypto';
import { GIT_PROVIDERS, type GitProviderKind } from '../domain/git-provider';
import { BadSetting } from './settings-reader';

/** A host that self-managed providers may have. */
export interface AllowedGitHost {
  /** As `URL.host` writes it: lower case, with a port unless it is the protocol's own. */
  readonly host: string;
  readonly plainHttp: boolean;
}

export type CloudProviderKind = Extract<GitProviderKind, 'GITHUB' | 'GITLAB_CLOUD' | 'BITBUCKET_CLOUD'>;

const ALLOWED_HOST =
  /^(?<scheme>http:\/\/)?(?<authority>(?<name>[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?)$/;

/** `host[:port],…`; `http://host[:port]` allows plain HTTP there. */
export function parseAllowlist(text: string): readonly AllowedGitHost[] {
  return Object.freeze(text.split(',').map((entry, index) => parseAllowedHost(entry.trim().toLowerCase(), index + 1)));
}

function parseAllowedHost(entry: string, place: number): AllowedGitHost {
  const { scheme = 'https://', authority, name = '' } = ALLOWED_HOST.exec(entry)?.groups ?? {};
  const url = URL.canParse(`${scheme}${authority}`) ? new URL(`${scheme}${authority}`) : null;
  // `URL` reads the name 8080 as the address 0.0.31.144; nobody means that.
  if (authority === undefined || url === null || (url.hostname !== name && !name.startsWith('['))) {
    throw new BadSetting(`must be host[:port],… with http:// in front only for plain HTTP; entry ${place} is not`);
  }
  return Object.freeze({ host: url.host, plainHttp: scheme === 'http://' });
}

/** The root of a cloud provider's API, its path without a slash at its end (`URL` keeps a lone one). Tokens never go to the provider's own hosts without TLS. */
export function parseApiUrl(text: string, provider: CloudProviderKind): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new BadSetting('must be an http or https URL');
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new BadSetting('must be a URL without user, password, query and fragment');
  }
  if (url.protocol === 'http:' && GIT_PROVIDERS[provider].cloudHosts.includes(url.hostname)) {
    throw new BadSetting(`must be an https URL: it is ${GIT_PROVIDERS[provider].name} itself`);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

/** Certificates in PEM, trusted beside the usual ones. */
export function parseCertificates(text: string): string {
  const blocks = [...text.matchAll(PEM_BLOCK)];
  if (blocks.length === 0) throw new BadSetting('must hold at least one certificate in PEM');
  blocks.forEach(([block, label], index) => {
    if (label !== 'CERTIFICATE' || !isCertificate(block)) {
      throw new BadSetting(`must hold certificates in PEM only; block ${index + 1} is none`);
    }
  });
  return text;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
