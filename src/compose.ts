// How are the parts put together? With compose-ports.ts the one place that knows every layer; what runs and what is tested
// are wired alike.

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Gateway } from './application/gateway';
import { newId } from './application/ids';
import { authenticate } from './application/people/authenticate';
import type { Clock } from './application/ports';
import { composePorts } from './compose-ports';
import type { Config } from './config';
import { createGitProviders, type GitHostSettings } from './git-providers/git-providers';
import { OPEN_MUTATIONS, STORING_MARGIN_MS } from './graphql/context';
import { buildGatewaySchema } from './graphql/schema';
import { createHttpServer, type HttpServer } from './http/server';
import { readsInTurn } from './store/reads/reads-in-turn';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the Git providers are; by default where the configuration says. */
  readonly gitHosts?: GitHostSettings;
  /** Is told the text of every SQL statement, never its values. */
  readonly onStatement?: (sql: string) => void;
  /** From the so manyth time on an operation runs without Apollo Server. */
  readonly repeatedWhenSeen?: number;
}

export interface ComposedGateway {
  readonly gateway: Gateway;
  readonly server: HttpServer;
  /** Running requests finish, then the database is closed. */
  close(): Promise<void>;
}

export async function composeGateway(config: Config, surroundings: Surroundings): Promise<ComposedGateway> {
  const { clock, log, gitHosts = gitHostsOf(config), onStatement } = surroundings;
  const { ports, close: closePorts } = await composePorts(config, { clock, onStatement, onOutage: outagesTo(log) });
  const gateway: Gateway = {
    ...ports,
    gitProviders: createGitProviders({ clock, hosts: gitHosts, log: (trouble) => log.warn(trouble, 'git host') }),
  };
  const inTurn = readsInTurn(gateway.reads);
  const server = await createHttpServer({
    schema: buildGatewaySchema(),
    config: { production: config.environment === 'production', host: config.host, port: config.port },
    viewerFrom: (authorization) => authenticate(gateway, authorization),
    openOperations: OPEN_MUTATIONS,
    buildContext: (request) => ({
      request,
      gateway: { ...gateway, reads: inTurn(() => request.deadline.refuseLate()) },
      viewer: request.viewer,
      fieldNames: request.fieldNames,
      deadline: new Date(clock.now().getTime() + remaining(request.deadline.at) - STORING_MARGIN_MS),
    }),
    readiness: () => gateway.reads.ready(),
    log,
    repeatedWhenSeen: surroundings.repeatedWhenSeen,
    newRequestId: () => newId('request', clock.now()),
    newErrorId: randomUUID,
  });
  return {
    gateway,
    server,
    async close() {
      await server.close();
      await closePorts();
    },
  };
}

const outagesTo = (log: Logger) => (reason: string | null) =>
  reason === null ? log.warn('the database is back') : log.error({ reason }, 'the database is away');

/** The server counts down by the machine's clock, the use cases by the gateway's: in tests they are not the same. */
const remaining = (deadline: Date): number => deadline.getTime() - Date.now();

export const gitHostsOf = ({ gitHosts: { allowlist, apiUrls, ca, proxies, probes } }: Config): GitHostSettings => ({
  allowlist: allowlist.map(({ host, plainHttp }) => (plainHttp ? `http://${host}` : host)),
  apiUrls: Object.fromEntries(Object.entries(apiUrls).flatMap(([kind, url]) => (url ? [[kind, url.href]] : []))),
  ca: ca ?? undefined,
  proxies,
  probes,
});
