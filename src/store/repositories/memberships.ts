// How are memberships and grants written?

import type { MembershipRepository } from '../../application/ports';
import { notFound } from '../../domain/errors';
import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { MembershipEntity } from '../entities/membership';
import { RuntimeAccessEntity } from '../entities/runtime-access';
import { findMemberByEmail, findPlacesByEmail, findPlacesOfPerson } from '../reads/members';
import { Statement } from '../statement';

const ADD_ACTIVE = new Statement(`
  INSERT INTO membership (id, account_id, person_id, email, role, status, created_at)
  SELECT :id, :accountId, person.id, person.email, :role, 'ACTIVE', :createdAt FROM person WHERE person.id = :personId`);

const GRANT = new Statement(`
  INSERT INTO runtime_access (runtime_id, membership_id, created_at) VALUES (:runtimeId, :membershipId, :createdAt)
  ON CONFLICT (runtime_id, membership_id) DO NOTHING`);

// Who is disabled cannot sign in: an account left to them alone would have no admin.
const OTHER_ADMINS = new Statement(`
  SELECT member.id FROM membership member JOIN person ON person.id = member.person_id
  WHERE member.account_id = :accountId AND member.id <> :membershipId
    AND member.role = 'ADMIN' AND member.status = 'ACTIVE' AND person.disabled_at IS NULL
  LIMIT 1`);

export const createMembershipRepository = (connection: TransactionConnection): MembershipRepository => ({
  async addActive({ id, accountId, personId, role }, at) {
    const added = await connection.run(ADD_ACTIVE, { id, accountId, personId, role, createdAt: dateToText(at) });
    if (added === 0) throw notFound();
  },

  findByEmail: (accountId, email) => findMemberByEmail(connection, accountId, email),
  findAllByEmail: (email) => findPlacesByEmail(connection, email),
  findAllOfPerson: (personId) => findPlacesOfPerson(connection, personId),

  async addInvited({ id, accountId, email }, { role, hash, expiresAt }, createdAt) {
    const invitation = { role, status: 'INVITED', invitationHash: hash, invitationExpiresAt: expiresAt } as const;
    await connection.write((entities) =>
      entities.insert(MembershipEntity, { id, accountId, personId: null, email, ...invitation, createdAt }),
    );
  },

  async renewInvitation(id, { role, hash, expiresAt }) {
    const invitation = { role, invitationHash: hash, invitationExpiresAt: expiresAt };
    await connection.write((entities) => entities.update(MembershipEntity, { id }, invitation));
  },

  async activate(id, personId, at) {
    const joined = { personId, status: 'ACTIVE', invitationExpiresAt: at } as const;
    await connection.write((entities) => entities.update(MembershipEntity, { id }, joined));
  },

  async suspend(id, { role, hash, expiresAt }) {
    const invitation = { role, status: 'INVITED', invitationHash: hash, invitationExpiresAt: expiresAt } as const;
    await connection.write((entities) => entities.update(MembershipEntity, { id }, invitation));
  },

  async setRole(id, role) {
    await connection.write((entities) => entities.update(MembershipEntity, { id }, { role }));
  },

  async remove(id) {
    await connection.write((entities) => entities.delete(MembershipEntity, { id }));
  },

  async hasOtherAdmin(accountId, membershipId) {
    return (await connection.all(OTHER_ADMINS, { accountId, membershipId })).length > 0;
  },

  async grantAccess(runtimeId, membershipId, at) {
    const added = await connection.run(GRANT, { runtimeId, membershipId, createdAt: dateToText(at) });
    return added === 1;
  },

  async revokeAccess(runtimeId, membershipId) {
    const grant = { runtimeId, membershipId };
    const { affected } = await connection.write((entities) => entities.delete(RuntimeAccessEntity, grant));
    return affected === 1;
  },
});
