// How is an account kept, and with it its policies?

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnerPolicy, ReusePolicy } from '../../domain/account';
import { dateColumn } from './columns';

@Entity('account')
export class AccountEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'runtime_token_reuse' })
  runtimeTokenReuse!: ReusePolicy;

  @Column('text', { name: 'runtime_token_owner' })
  runtimeTokenOwner!: OwnerPolicy;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;
}
