// Which tables does the store write? A list, so that nothing is found by file name.

import { AccountEntity } from './account';
import { AuditEventEntity } from './audit-event';
import { GitTokenEntity } from './git-token';
import { MembershipEntity } from './membership';
import { PersonEntity } from './person';
import { RefreshTokenEntity } from './refresh-token';
import { RuntimeEntity } from './runtime';
import { RuntimeAccessEntity } from './runtime-access';
import { SessionEntity } from './session';

export const ENTITIES = [
  AccountEntity,
  PersonEntity,
  MembershipEntity,
  SessionEntity,
  RefreshTokenEntity,
  RuntimeEntity,
  RuntimeAccessEntity,
  GitTokenEntity,
  AuditEventEntity,
];
