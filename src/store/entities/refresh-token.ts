// How is a refresh token kept? As a hash; used ones stay as long as their session, so that a second use is noticed.

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dateColumn } from './columns';

@Entity('refresh_token')
export class RefreshTokenEntity {
  @PrimaryColumn('text')
  hash!: string;

  @Column('text', { name: 'session_id' })
  sessionId!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;

  /** Null while it is still good. */
  @Column('text', { name: 'used_at', nullable: true, transformer: dateColumn })
  usedAt!: Date | null;
}
