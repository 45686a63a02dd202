// Which parts of Apollo Server are used? Parsing, validation, execution, CSRF prevention and, in development, the Sandbox page; nothing that calls home.

import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import type { FormatError } from './format-error';
import type { ReportError } from './report-error';
import { type RequestContext, responseStatusPlugin } from './response-status';

/** Its messages may hold input; what matters of them is reported by `unexpectedErrorProcessingRequest`. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export function createApollo<C extends RequestContext>(
  schema: GraphQLSchema,
  production: boolean,
  formatError: FormatError,
  report: ReportError,
): ApolloServer<C> {
  return new ApolloServer<C>({
    schema,
    nodeEnv: production ? 'production' : 'development',
    formatError,
    logger: SILENT,
    // Who may introspect is decided with the rest of sign-in, before anything is executed.
    introspection: true,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationOptions: { maxErrors: 20 },
    stringifyResult: (result) => JSON.stringify(result),
    plugins: [
      responseStatusPlugin,
      {
        async unexpectedErrorProcessingRequest({ error }) {
          report(error);
        },
      },
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      production
        ? ApolloServerPluginLandingPageDisabled()
        : ApolloServerPluginLandingPageLocalDefault({ embed: { runTelemetry: false }, includeCookies: false }),
    ],
  });
}
