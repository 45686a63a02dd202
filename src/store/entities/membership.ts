// How is it kept who belongs to an account, in which role?

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../domain/account';
import { dateColumn } from './columns';

@Entity('membership')
export class MembershipEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'account_id' })
  accountId!: string;

  /** Null until the invitation is accepted. It stays when the membership is suspended, and is shown to nobody then. */
  @Column('text', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('text')
  email!: string;

  @Column('text')
  role!: Role;

  /** Only ACTIVE ones count. */
  @Column('text')
  status!: 'INVITED' | 'ACTIVE';

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;

  /** Of the last invitation, open or accepted; null for a membership without one. */
  @Column('text', { name: 'invitation_hash', nullable: true })
  invitationHash!: string | null;

  @Column('text', { name: 'invitation_expires_at', nullable: true, transformer: dateColumn })
  invitationExpiresAt!: Date | null;
}
