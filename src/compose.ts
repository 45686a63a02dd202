// How are the parts put together? The one place that knows every layer; what runs and what is tested are wired alike.

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { DenialLog } from './application/audit/record-denial';
import type { Gateway } from './application/gateway';
import { newId } from './application/ids';
import { authenticate } from './application/people/authenticate';
import type { Clock } from './application/ports';
import type { Config } from './config';
import { createAccessTokens } from './crypto/access-tokens';
import { createKeyRing } from './crypto/key-ring';
import { oneTimeTokens } from './crypto/one-time-tokens';
import { passwordStrength } from './crypto/password-strength';
import { createPasswords } from './crypto/passwords';
import { createTokenCipher } from './crypto/token-cipher';
import { createTokenFingerprints } from './crypto/token-fingerprints';
import { createGitProviders, type GitHostSettings } from './git-providers/git-providers';
import { OPEN_MUTATIONS, STORING_MARGIN_MS } from './graphql/context';
import { buildGatewaySchema } from './graphql/schema';
import { createHttpServer, type HttpServer } from './http/server';
import { openStore, StoreUnusable } from './store/open-store';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the Git providers are; by default where the configuration says. */
  readonly gitHosts?: GitHostSettings;
  /** Is told the text of every SQL statement, never its values. */
  readonly onStatement?: (sql: string) => void;
}

export interface ComposedGateway {
  readonly gateway: Gateway;
  readonly server: HttpServer;
  /** Running requests finish, then the database is closed. */
  close(): Promise<void>;
}

export async function composeGateway(config: Config, surroundings: Surroundings): Promise<ComposedGateway> {
  const { clock, log, gitHosts = gitHostsOf(config), onStatement } = surroundings;
  const keyRing = createKeyRing(config.keys);
  const cipher = createTokenCipher(keyRing);
  const store = await openStore({ databaseUrl: databaseUrlOf(config), cipher, onStatement });
  const gateway: Gateway = {
    clock,
    cipher,
    fingerprints: createTokenFingerprints(keyRing),
    passwords: createPasswords(),
    passwordStrength,
    accessTokens: createAccessTokens(keyRing, clock),
    oneTimeTokens,
    gitProviders: createGitProviders({ clock, hosts: gitHosts, log: (trouble) => log.warn(trouble, 'git host') }),
    reads: store.reads,
    unitOfWork: store.unitOfWork,
    denials: new DenialLog(store.unitOfWork, clock),
  };
  const server = await createHttpServer({
    schema: buildGatewaySchema(),
    config: { production: config.environment === 'production', host: config.host, port: config.port },
    viewerFrom: (authorization) => authenticate(gateway, authorization),
    openOperations: OPEN_MUTATIONS,
    buildContext: (request) => ({
      request,
      gateway,
      viewer: request.viewer,
      deadline: new Date(clock.now().getTime() + remaining(request.deadline.at) - STORING_MARGIN_MS),
    }),
    readiness: () => store.reads.ready(),
    log,
    newRequestId: () => newId('request', clock.now()),
    newErrorId: randomUUID,
  });
  return {
    gateway,
    server,
    async close() {
      await server.close();
      await store.close();
    },
  };
}

/** The server counts down by the machine's clock, the use cases by the gateway's: in tests they are not the same. */
const remaining = (deadline: Date): number => deadline.getTime() - Date.now();

export const gitHostsOf = ({ gitHosts: { allowlist, apiUrls, ca } }: Config): GitHostSettings => ({
  allowlist: allowlist.map(({ host, plainHttp }) => (plainHttp ? `http://${host}` : host)),
  apiUrls: Object.fromEntries(Object.entries(apiUrls).flatMap(([kind, url]) => (url ? [[kind, url.href]] : []))),
  ca: ca ?? undefined,
});

function databaseUrlOf({ database }: Config): string {
  if (database.kind !== 'sqlite') throw new StoreUnusable('DATABASE_URL: only sqlite:<path of a file> is served yet.');
  return `sqlite:${database.file}`;
}
