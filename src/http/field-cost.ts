// What does one field cost by itself, without what is below it?

import { type FieldNode, Kind } from 'graphql';
import { SCANNING } from './limits';

/** A search reads more than it answers: the rows that it passes over are in no list size. */
export function costOf({ name, arguments: given = [] }: FieldNode): number {
  const isScan =
    SCANNING.fields.some((field) => field === name.value) ||
    given.some(
      (argument) =>
        SCANNING.arguments.some((known) => known === argument.name.value) && argument.value.kind !== Kind.NULL,
    );
  return isScan ? 1 + SCANNING.cost : 1;
}
