// How is an audit event kept? Written once; nothing of it changes but the count of denials, and the names of who is erased (R19).

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditAction, AuditActorKind, AuditOutcome } from '../../domain/audit-event';
import { dateColumn } from './columns';

@Entity('audit_event')
export class AuditEventEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { transformer: dateColumn })
  at!: Date;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  actor!: string;

  @Column('text', { name: 'actor_kind' })
  actorKind!: AuditActorKind;

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text')
  action!: AuditAction;

  @Column('text')
  subject!: string;

  @Column('text', { name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @Column('text')
  outcome!: AuditOutcome;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** More than 1 only where denials beyond a minute's measure are counted together. */
  @Column('integer', { default: 1 })
  count!: number;
}
