// How is a runtime kept? Always with the id of its token (R1).

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GitProviderKind } from '../../domain/git-provider';
import type { RuntimeAccessMode, ScopeCheckMode } from '../../domain/runtime';
import { dateColumn } from './columns';

@Entity('runtime')
export class RuntimeEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  name!: string;

  /** The name as it is compared and searched; see name-key.ts. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  @Column('text', { name: 'git_provider' })
  gitProvider!: GitProviderKind;

  @Column('text', { name: 'git_provider_url' })
  gitProviderUrl!: string;

  @Column('text', { name: 'shared_config_repository', nullable: true })
  sharedConfigRepository!: string | null;

  @Column('text', { name: 'access_mode' })
  accessMode!: RuntimeAccessMode;

  @Column('text', { name: 'scope_check_mode' })
  scopeCheckMode!: ScopeCheckMode;

  @Column('text', { name: 'token_id' })
  tokenId!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;
}
