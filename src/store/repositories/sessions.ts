// How are sessions and their refresh tokens written, found and ended?

import type { RefreshToken, SessionRepository } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { dateToText, textToDate } from '../entities/columns';
import { RefreshTokenEntity } from '../entities/refresh-token';
import { SessionEntity } from '../entities/session';
import { Statement } from '../statement';

const REFRESH_TOKEN = new Statement(`
  SELECT refresh_token.hash, refresh_token.used_at, session.id, session.person_id, session.created_at, session.expires_at
  FROM refresh_token JOIN session ON session.id = refresh_token.session_id
  WHERE refresh_token.hash = :hash`);

const END_OTHERS = new Statement('DELETE FROM session WHERE person_id = :personId AND id <> :exceptSessionId');

const DELETE_EXPIRED = new Statement('DELETE FROM session WHERE expires_at <= :now');

interface RefreshTokenRow {
  readonly hash: string;
  readonly used_at: string | null;
  readonly id: string;
  readonly person_id: string;
  readonly created_at: string;
  readonly expires_at: string;
}

/** A session that is deleted takes its refresh tokens along: the database does. */
export const createSessionRepository = (connection: TransactionConnection): SessionRepository => ({
  async add(session) {
    await connection.write((entities) => entities.insert(SessionEntity, session));
  },

  async addRefreshToken(sessionId, hash, createdAt) {
    await connection.write((entities) => entities.insert(RefreshTokenEntity, { hash, sessionId, createdAt }));
  },

  async findRefreshToken(hash) {
    const [row] = await connection.all<RefreshTokenRow>(REFRESH_TOKEN, { hash });
    return row === undefined ? null : refreshTokenOf(row);
  },

  async markRefreshTokenUsed(hash, usedAt) {
    await connection.write((entities) => entities.update(RefreshTokenEntity, { hash }, { usedAt }));
  },

  async extend(id, expiresAt) {
    await connection.write((entities) => entities.update(SessionEntity, { id }, { expiresAt }));
  },

  async end(id) {
    await connection.write((entities) => entities.delete(SessionEntity, { id }));
  },

  async endOthers(personId, exceptSessionId) {
    await connection.run(END_OTHERS, { personId, exceptSessionId });
  },

  async endAll(personId) {
    await connection.write((entities) => entities.delete(SessionEntity, { personId }));
  },

  deleteExpired: (now) => connection.run(DELETE_EXPIRED, { now: dateToText(now) }),
});

const refreshTokenOf = (row: RefreshTokenRow): RefreshToken => ({
  hash: row.hash,
  usedAt: row.used_at === null ? null : textToDate(row.used_at),
  session: {
    id: row.id,
    personId: row.person_id,
    createdAt: textToDate(row.created_at),
    expiresAt: textToDate(row.expires_at),
  },
});
