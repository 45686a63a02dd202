// Which fields of the schema must say who may use them? Those where somebody might reach what is not theirs.

import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Every operation; and of what has an id, and of the viewer: every list in pages, and every nullable thing. */
export function fieldsToCover(schema: GraphQLSchema): string[] {
  return everyField(schema).flatMap(({ parent, field, isRoot, isNode }) => {
    if (isRoot) return [field.name];
    return (isNode || parent === 'Viewer') && leadsElsewhere(field) ? [`${parent}.${field.name}`] : [];
  });
}

/** All that a row may name. */
export const knownFields = (schema: GraphQLSchema): Set<string> =>
  new Set(everyField(schema).map(({ parent, field, isRoot }) => (isRoot ? field.name : `${parent}.${field.name}`)));

function everyField(schema: GraphQLSchema) {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type));
  return types.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      parent: type.name,
      field,
      isRoot: roots.includes(type),
      isNode: type.getInterfaces().some(({ name }) => name === 'Node'),
    })),
  );
}

function leadsElsewhere({ type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  const isThing = isObjectType(named) || isInterfaceType(named);
  return isThing && (!isNonNullType(type) || named.name.endsWith('Connection'));
}
