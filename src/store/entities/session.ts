// How is a sign-in kept? Worth nothing any more once its row is gone (R13).

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dateColumn } from './columns';

@Entity('session')
export class SessionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'person_id' })
  personId!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;

  @Column('text', { name: 'expires_at', transformer: dateColumn })
  expiresAt!: Date;
}
