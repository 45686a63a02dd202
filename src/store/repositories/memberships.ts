// How are memberships and grants written?

import type { MembershipRepository } from '../../application/ports';
import { notFound } from '../../domain/errors';
import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { RuntimeAccessEntity } from '../entities/runtime-access';
import { Statement } from '../statement';

const ADD_ACTIVE = new Statement(`
  INSERT INTO membership (id, account_id, person_id, email, role, status, created_at)
  SELECT :id, :accountId, person.id, person.email, :role, 'ACTIVE', :createdAt FROM person WHERE person.id = :personId`);

export const createMembershipRepository = (connection: TransactionConnection): MembershipRepository => ({
  async addActive({ id, accountId, personId, role }, at) {
    const added = await connection.run(ADD_ACTIVE, { id, accountId, personId, role, createdAt: dateToText(at) });
    if (added === 0) throw notFound();
  },

  async grantAccess(runtimeId, membershipId, createdAt) {
    await connection.write((entities) => entities.insert(RuntimeAccessEntity, { runtimeId, membershipId, createdAt }));
  },
});
