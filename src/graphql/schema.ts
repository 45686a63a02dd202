// What is the whole schema? Resolvers and types put together, and the words for the two roots.

import 'reflect-metadata';
import { type GraphQLSchema, getNamedType, isIntrospectionType, isLeafType, isObjectType, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { checkInput } from './inputs/check-input';
import { AccessResolver } from './resolvers/access.resolver';
import { CatalogueResolver } from './resolvers/catalogue.resolver';
import { MemberResolver } from './resolvers/member.resolver';
import { PolicyResolver } from './resolvers/policy.resolver';
import { QueryResolver } from './resolvers/query.resolver';
import { RuntimeResolver } from './resolvers/runtime.resolver';
import { SessionResolver } from './resolvers/session.resolver';
import { TokenResolver } from './resolvers/token.resolver';
import { DateTimeScalar, UrlScalar } from './scalars';
import { GitRuntimeToken, GitUserToken } from './types/git-token';
import { TokenAlertConnection } from './types/token-alert';

export function buildGatewaySchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      QueryResolver,
      CatalogueResolver,
      PolicyResolver,
      SessionResolver,
      MemberResolver,
      RuntimeResolver,
      AccessResolver,
      TokenResolver,
    ],
    orphanedTypes: [GitRuntimeToken, GitUserToken, TokenAlertConnection],
    scalarsMap: [
      { type: Date, scalar: DateTimeScalar },
      { type: URL, scalar: UrlScalar },
    ],
    validateFn: checkInput,
  });
  describeRoots(schema);
  readPlainly(schema);
  return schema;
}

/** The schema as it is committed; fields stand in the order in which they are declared. */
export const printGatewaySchema = (): string => `${printSchema(buildGatewaySchema())}\n`;

/** Without arguments, and yet a method: it is called only when it is asked for. */
const CALLED = ['totalCount'];

/**
 * A value without arguments is a property of its object, or a getter. Executors read those by themselves; the wrappers that
 * type-graphql puts around them cost more than what most of them read. Not so for objects: compiled code would ask for the
 * same object anew for each of its fields.
 */
function readPlainly(schema: GraphQLSchema): void {
  const roots: unknown[] = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || roots.includes(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const isValue = isLeafType(getNamedType(field.type)) && field.args.length === 0;
      if (isValue && !CALLED.includes(field.name)) field.resolve = undefined;
    }
  }
}

/** type-graphql has no place for these two descriptions. */
function describeRoots(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = 'What can be read. Everything is seen through the eyes of the signed-in person.';
  if (mutation) {
    mutation.description =
      'What can be changed. A payload is null only when its mutation failed; the error’s `extensions.code` says why.';
  }
}
