// How is a Git token kept, of either kind? Its value only sealed; beside it what may be known without opening it.

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GitTokenKind } from '../../domain/git-token';
import type { TokenEvidence } from '../../domain/token-evidence';
import { dateColumn, jsonColumn } from './columns';

@Entity('git_token')
export class GitTokenEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: GitTokenKind;

  @Column('text', { name: 'runtime_id' })
  runtimeId!: string;

  /** The owner of a user token; null for a runtime token. */
  @Column('text', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('integer')
  version!: number;

  @Column('text')
  hint!: string;

  @Column('text')
  fingerprint!: string;

  @Column('text')
  sealed!: string;

  @Column('text', { transformer: jsonColumn })
  evidence!: TokenEvidence;

  /** The evidence's login in lower case, to find others who use it. */
  @Column('text', { nullable: true })
  login!: string | null;

  @Column('text', { name: 'declared_expires_at', nullable: true, transformer: dateColumn })
  declaredExpiresAt!: Date | null;

  @Column('text', { name: 'set_by' })
  setBy!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;

  @Column('text', { name: 'updated_at', transformer: dateColumn })
  updatedAt!: Date;

  @Column('text', { name: 'verified_at', transformer: dateColumn })
  verifiedAt!: Date;

  /** Since when its owner has had no access to the runtime (R9). */
  @Column('text', { name: 'suspended_at', nullable: true, transformer: dateColumn })
  suspendedAt!: Date | null;
}
