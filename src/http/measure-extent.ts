// How far does a selection reach? Its depth and complexity, with list sizes multiplied and fragments counted wherever they are spread.

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { PAGE_SIZE } from '../application/paging';
import { costOf } from './field-cost';
import { PLAIN_LIST_SIZE } from './limits';

/** What is below a selection. Introspection is counted beside the rest, never into it. */
export interface Extent {
  readonly depth: number;
  readonly complexity: number;
  readonly introspectionDepth: number;
  readonly introspectionComplexity: number;
}

export const NOTHING: Extent = { depth: 0, complexity: 0, introspectionDepth: 0, introspectionComplexity: 0 };

/** A fragment inside itself has no end. */
const ENDLESS: Extent = { ...NOTHING, depth: Infinity, complexity: Infinity };

const beside = (one: Extent, other: Extent): Extent => ({
  depth: Math.max(one.depth, other.depth),
  complexity: one.complexity + other.complexity,
  introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  introspectionComplexity: one.introspectionComplexity + other.introspectionComplexity,
});

const asIntrospection = ({ depth, complexity }: Extent): Extent => ({
  ...NOTHING,
  introspectionDepth: depth,
  introspectionComplexity: complexity,
});

/** The larger of each measure: for parts that are never executed together. */
export const larger = (one: Extent, other: Extent): Extent => ({
  ...beside(one, other),
  complexity: Math.max(one.complexity, other.complexity),
  introspectionComplexity: Math.max(one.introspectionComplexity, other.introspectionComplexity),
});

const INTROSPECTION_ROOTS: ReadonlyMap<string, string> = new Map([
  ['__schema', '__Schema'],
  ['__type', '__Type'],
]);

type ParentType = GraphQLNamedType | null | undefined;
type Definition = GraphQLField<unknown, unknown> | undefined;

/** Each fragment is measured once and its extent added wherever it is spread: doubled spreads cost no time. */
export class ExtentMeasure {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<string, Extent>();
  /** The greatest number that any operation gives a variable of this name: fragments are measured once for all operations. */
  readonly #defaults = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const { variable, defaultValue } of definition.variableDefinitions ?? [])
        if (defaultValue?.kind === Kind.INT) this.#setDefault(variable.name.value, Number(defaultValue.value));
    }
  }

  #setDefault(name: string, value: number): void {
    this.#defaults.set(name, Math.max(value, this.#defaults.get(name) ?? 0));
  }

  operation(operation: OperationDefinitionNode): Extent {
    return this.#selections(operation.selectionSet, this.schema.getRootType(operation.operation));
  }

  fragment(fragment: FragmentDefinitionNode): Extent {
    const extent = this.#spread(fragment.name.value);
    return fragment.typeCondition.name.value.startsWith('__') ? asIntrospection(extent) : extent;
  }

  #selections(selectionSet: SelectionSetNode | undefined, parent: ParentType): Extent {
    return (selectionSet?.selections ?? []).reduce(
      (sum, selection) => beside(sum, this.#selection(selection, parent)),
      NOTHING,
    );
  }

  #selection(selection: SelectionNode, parent: ParentType): Extent {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#spread(selection.name.value);
    const condition = selection.typeCondition?.name.value;
    return this.#selections(selection.selectionSet, condition ? this.schema.getType(condition) : parent);
  }

  #spread(name: string): Extent {
    const known = this.#measured.get(name);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return NOTHING;
    this.#measured.set(name, ENDLESS);
    const extent = this.#selections(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value));
    this.#measured.set(name, extent);
    return extent;
  }

  #field(field: FieldNode, parent: ParentType): Extent {
    const name = field.name.value;
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = definition ? getNamedType(definition.type) : this.schema.getType(INTROSPECTION_ROOTS.get(name) ?? '');
    const below = this.#selections(field.selectionSet, type);
    const size = this.#size(field, definition, parent);
    const whole: Extent = {
      depth: below.depth + 1,
      complexity: below.complexity * size + costOf(field),
      introspectionDepth: below.introspectionDepth,
      introspectionComplexity: below.introspectionComplexity * size,
    };
    return INTROSPECTION_ROOTS.has(name) ? asIntrospection(whole) : whole;
  }

  /** How many items a field answers with. The lists of a Relay connection are counted at the field that has `first`. */
  #size(field: FieldNode, definition: Definition, parent: ParentType): number {
    if (definition?.args.some(({ name }) => name === 'first')) return this.#pageSize(field);
    if (parent?.name.endsWith('Connection')) return 1;
    return definition && isListType(getNullableType(definition.type)) ? PLAIN_LIST_SIZE : 1;
  }

  /** Beyond the bounds it counts as the bound: the resolver refuses it in better words. */
  #pageSize(field: FieldNode): number {
    const first = this.#numberOf(field.arguments?.find(({ name }) => name.value === 'first')?.value);
    return Math.min(Math.max(first ?? PAGE_SIZE.default, PAGE_SIZE.min), PAGE_SIZE.max);
  }

  #numberOf(value: ValueNode | undefined): number | null {
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return null;
    const name = value.name.value;
    const given = Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
    if (typeof given === 'number') return given;
    return given === undefined ? (this.#defaults.get(name) ?? null) : null;
  }
}
