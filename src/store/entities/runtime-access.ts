// How is it kept which member was granted access to a RESTRICTED runtime?

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dateColumn } from './columns';

@Entity('runtime_access')
export class RuntimeAccessEntity {
  @PrimaryColumn('text', { name: 'runtime_id' })
  runtimeId!: string;

  @PrimaryColumn('text', { name: 'membership_id' })
  membershipId!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;
}
