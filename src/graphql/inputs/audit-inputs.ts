// What can the list of audit events be asked for?

import { ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { AuditEventListRequest } from '../../application/audit/list-audit-events';
import type { AuditEventFilter as AuditEventFilterData } from '../../application/ports';
import type { AuditOutcome as AuditOutcomeName } from '../../domain/audit-event';
import { AuditOutcome } from '../enums';
import { DateTimeScalar } from '../scalars';
import { IfGiven, IsFilterText } from './constraints';
import { PageArgs } from './list-args';

@InputType('AuditEventFilter', {
  description: 'Which events are meant: those that fit all that is given. Left out or null: any.',
})
export class AuditEventFilter {
  @Field(() => String, { nullable: true, description: 'Exactly this action: `userToken.set`.' })
  @IfGiven()
  @IsFilterText()
  readonly action?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Exactly this actor: an e-mail in any case of letters, `system` or `operator`.',
  })
  @IfGiven()
  @IsFilterText()
  readonly actor?: string | null;

  @Field(() => ID, { nullable: true, description: 'What it was done to: for tokens, the runtime’s id.' })
  @IfGiven()
  @IsFilterText()
  readonly subjectId?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'What came of it.' })
  readonly outcome?: AuditOutcomeName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant on.' })
  readonly since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this instant.' })
  readonly until?: Date | null;
}

@ArgsType()
export class AuditEventsArgs extends PageArgs {
  @Field(() => AuditEventFilter, { nullable: true, description: 'Which events; left out or null: all.' })
  @IfGiven()
  @ValidateNested()
  readonly filter?: AuditEventFilter | null;

  toRequest(): AuditEventListRequest {
    return { ...this.toPageRequest(), filter: filterOf(this.filter ?? {}) };
  }
}

/** Null for whatever is left out. */
const filterOf = (given: Partial<AuditEventFilter>): AuditEventFilterData => ({
  action: given.action?.trim() ?? null,
  actor: given.actor?.trim().toLowerCase() ?? null,
  subjectId: given.subjectId?.trim() ?? null,
  outcome: given.outcome ?? null,
  since: given.since ?? null,
  until: given.until ?? null,
});
