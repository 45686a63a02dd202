// How are Git tokens written, of both kinds?

import type { TokenRepository, TokenToStore } from '../../application/ports';
import type { TokenEvidence } from '../../domain/token-evidence';
import type { TransactionConnection } from '../connection';
import { GitTokenEntity } from '../entities/git-token';
import { createReuseLookups, loginKey } from '../reads/reuse';
import { destroySuspended, settleSuspensions } from './suspensions';

export const createTokenRepository = (connection: TransactionConnection): TokenRepository => ({
  async put(token) {
    const { id } = token;
    const row = rowOf(token);
    await connection.write(async (entities) => {
      const { affected } = await entities.update(GitTokenEntity, { id }, row);
      if (affected === 0) await entities.insert(GitTokenEntity, { id, ...row, createdAt: token.at });
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

/** Everything that a new value brings; nothing of the old one's stays but its id and its first day. */
const rowOf = ({ id: _, at, ...token }: TokenToStore) => ({
  ...token,
  login: loginOf(token.evidence),
  updatedAt: at,
  verifiedAt: at,
  suspendedAt: null,
});

const loginOf = ({ identity }: TokenEvidence): string | null => identity && loginKey(identity.login);
