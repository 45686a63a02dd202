// How is a person kept? Once, however many accounts they belong to.

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dateColumn } from './columns';

@Entity('person')
export class PersonEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  /** The form in which names are searched. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  /** Trimmed and in lower case. */
  @Column('text')
  email!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text', { name: 'created_at', transformer: dateColumn })
  createdAt!: Date;

  /** Since when an operator keeps them out. */
  @Column('text', { name: 'disabled_at', nullable: true, transformer: dateColumn })
  disabledAt!: Date | null;
}
