// How are Git tokens written, of both kinds?

import type { TokenRepository } from '../../application/ports';
import type { TokenEvidence } from '../../domain/token-evidence';
import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { GitTokenEntity } from '../entities/git-token';
import { createReuseLookups, loginKey } from '../reads/reuse';
import { Statement } from '../statement';
import { destroySuspended, settleSuspensions } from './suspensions';

// Everything that a new value brings; nothing of the old one's stays but its id and its first day.
const PUT = new Statement(`
  INSERT INTO git_token (id, kind, runtime_id, person_id, version, hint, fingerprint, sealed, evidence, login,
    declared_expires_at, set_by, created_at, updated_at, verified_at, suspended_at)
  VALUES (:id, :kind, :runtimeId, :personId, :version, :hint, :fingerprint, :sealed, :evidence, :login,
    :declaredExpiresAt, :setBy, :at, :at, :at, NULL)
  ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, runtime_id = excluded.runtime_id, person_id = excluded.person_id, version = excluded.version,
    hint = excluded.hint, fingerprint = excluded.fingerprint, sealed = excluded.sealed, evidence = excluded.evidence,
    login = excluded.login, declared_expires_at = excluded.declared_expires_at, set_by = excluded.set_by,
    updated_at = excluded.updated_at, verified_at = excluded.verified_at, suspended_at = NULL`);

export const createTokenRepository = (connection: TransactionConnection): TokenRepository => ({
  async put(token) {
    const { id, kind, runtimeId, personId, version, hint, fingerprint, sealed, evidence, setBy } = token;
    await connection.run(PUT, {
      ...{ id, kind, runtimeId, personId, version, hint, fingerprint, sealed, setBy },
      evidence: JSON.stringify(evidence),
      login: loginOf(evidence),
      declaredExpiresAt: token.declaredExpiresAt && dateToText(token.declaredExpiresAt),
      at: dateToText(token.at),
    });
  },

  async recordEvidence(id, evidence, verifiedAt, declaredExpiresAt) {
    const learned = { evidence, login: loginOf(evidence), verifiedAt };
    const declared = declaredExpiresAt === undefined ? {} : { declaredExpiresAt };
    await connection.write((entities) => entities.update(GitTokenEntity, { id }, { ...learned, ...declared }));
  },

  async deleteUserToken(personId, runtimeId) {
    const owned = { kind: 'USER', personId, runtimeId } as const;
    const { affected } = await connection.write((entities) => entities.delete(GitTokenEntity, owned));
    return affected === 1;
  },

  async deleteAllUserTokens(personId) {
    const { affected } = await connection.write((entities) =>
      entities.delete(GitTokenEntity, { kind: 'USER', personId }),
    );
    return affected ?? 0;
  },

  async pseudonymiseSetter(email, pseudonym) {
    await connection.write((entities) => entities.update(GitTokenEntity, { setBy: email }, { setBy: pseudonym }));
  },

  settleSuspensions: (accountId, now) => settleSuspensions(connection, accountId, now),
  destroySuspended: (now) => destroySuspended(connection, now),

  reuse: createReuseLookups(connection),
});

const loginOf = ({ identity }: TokenEvidence): string | null => identity && loginKey(identity.login);
