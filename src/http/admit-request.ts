// May this operation run at all? In this order: readable, within the limits, by a method that may, and signed in, or open to everybody.

import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../domain/account';
import { GatewayError } from '../domain/errors';
import { beforeDeadline, type Deadline, startDeadline, type Timer } from './deadline';
import { fieldNamesOf } from './field-names';
import { type Limits, refuseAbove, type TimeLimits } from './limits';
import { MEASURED_LIMITS, sizeOf } from './measure-document';
import { createDocumentReader } from './read-document';
import type { GraphqlRequest } from './read-request';
import { boundedName, type RequestRecord } from './request-log';
import { isOpen, type OpenDoors, rootFieldsOf } from './root-fields';

/** What is known of a request when its resolvers begin. */
export interface AdmittedRequest {
  readonly id: string;
  readonly asked: GraphqlRequest;
  /** Null for what is not GraphQL: Apollo Server will refuse it. */
  readonly document: DocumentNode | null;
  /** Null where Apollo Server will refuse the document: not GraphQL, or no such operation in it. */
  readonly operation: OperationDefinitionNode | null;
  /** Of all that the document asks for, and maybe of more. */
  readonly fieldNames: ReadonlySet<string>;
  /** Null for operations that are open to everybody: they do not look at the `Authorization` header. */
  readonly viewer: Viewer | null;
  readonly deadline: Deadline;
  readonly record: RequestRecord;
}

/** The viewer behind an `Authorization` header, from the database; null for a missing or bad token. */
export type ViewerFrom = (authorization: string | undefined) => Promise<Viewer | null>;

export interface AdmissionRules extends OpenDoors {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly timeLimits: TimeLimits;
  readonly viewerFrom: ViewerFrom;
  readonly timer: Timer;
}

const NO_FIELDS: ReadonlySet<string> = new Set();

interface Applicant {
  readonly id: string;
  readonly authorization: string | undefined;
  readonly record: RequestRecord;
}

export type Admit = (asked: GraphqlRequest, applicant: Applicant) => Promise<AdmittedRequest>;

export function createAdmission(rules: AdmissionRules): Admit {
  const readDocument = createDocumentReader(rules.limits);
  return async (asked, { id, authorization, record }) => {
    const document = readDocument(asked.query);
    if (document) refuseTooLarge(rules, document, asked);
    const operation = document && (getOperationAST(document, asked.operationName) ?? null);
    record.operationName = boundedName(operation?.name?.value);
    record.operationType = operation?.operation ?? null;
    refuseByMethod(asked, operation);
    const deadline = startDeadline(timeFor(rules, operation), rules.timer);
    try {
      const viewer = document ? await viewerOf(rules, document, operation, authorization, deadline) : null;
      record.viewerId = viewer?.personId ?? null;
      const fieldNames = document ? fieldNamesOf(document) : NO_FIELDS;
      return { id, asked, document, operation, fieldNames, viewer, deadline, record };
    } catch (error) {
      deadline.cancel();
      throw error;
    }
  };
}

function refuseTooLarge(
  { schema, limits }: AdmissionRules,
  document: DocumentNode,
  { variables }: GraphqlRequest,
): void {
  const size = sizeOf(schema, document, variables);
  for (const limit of MEASURED_LIMITS) refuseAbove(limits, limit, size[limit]);
}

/** A link must not be able to change anything. */
function refuseByMethod({ method }: GraphqlRequest, operation: OperationDefinitionNode | null): void {
  if (method === 'GET' && operation && operation.operation !== 'query')
    throw new GatewayError('METHOD_NOT_ALLOWED', { message: 'GET serves queries only. Send this operation by POST.' });
}

const timeFor = ({ timeLimits }: AdmissionRules, operation: OperationDefinitionNode | null) =>
  operation?.operation === 'mutation' ? timeLimits.mutation : timeLimits.query;

async function viewerOf(
  rules: AdmissionRules,
  document: DocumentNode,
  operation: OperationDefinitionNode | null,
  authorization: string | undefined,
  deadline: Deadline,
): Promise<Viewer | null> {
  if (operation && isOpen(document, operation, rules)) {
    if (operation.operation === 'mutation') {
      refuseAbove(rules.limits, 'openFields', rootFieldsOf(document, operation).length);
    }
    return null;
  }
  const viewer = await beforeDeadline(deadline, rules.viewerFrom(authorization));
  if (!viewer) throw new GatewayError('UNAUTHENTICATED', { message: whyNobody(authorization) });
  return viewer;
}

/** Says what to mend in the header; nothing of what stands in it. */
function whyNobody(authorization = ''): string {
  if (authorization === '') return 'Sign in first: send the access token of login as “Authorization: Bearer …”.';
  if (!/^Bearer \S+$/i.test(authorization)) {
    return 'The Authorization header must be the word Bearer, a blank, and the access token.';
  }
  return 'The access token has expired or is no longer valid. Refresh the session, or sign in again.';
}
