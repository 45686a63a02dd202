// How does a peer set a user token? By hand, with the gateway's rules: found, asked, and in one durable transaction found
// again, held against reuse, judged, sealed, stored and audited.

import type Sqlite from 'better-sqlite3';
import { newId } from '../../src/application/ids';
import type { Fingerprints, ReuseLookups, TokenFingerprints, TokenSlot } from '../../src/application/ports';
import type { Config } from '../../src/config';
import { createKeyRing } from '../../src/crypto/key-ring';
import { createTokenCipher, type RotatingTokenCipher } from '../../src/crypto/token-cipher';
import { createTokenFingerprints } from '../../src/crypto/token-fingerprints';
import { parseTokenValue, tokenHint } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import type { Secret } from '../../src/domain/secret';
import type { TokenEvidence } from '../../src/domain/token-evidence';
import { effectiveExpiry } from '../../src/domain/token-expiry';
import { type GitTokenStatus, storedTokenStatus } from '../../src/domain/token-status';
import type { TokenVerdict } from '../../src/domain/token-verdict';
import type { Connection } from '../../src/store/connection';
import { createReuseLookups, loginKey } from '../../src/store/reads/reuse';
import { askGithub } from './ask-github';
import { placeOf } from './describe-runtime';
import type { RuntimeRow } from './rows';
import type { PeerViewer } from './sign-in';

export interface SetTokenInput {
  readonly runtimeId: string;
  readonly token: { readonly value: string };
}

export interface SetTokenPayload {
  readonly stored: boolean;
  readonly verdict: TokenVerdict;
  readonly userToken: {
    readonly status: GitTokenStatus;
    readonly hint: string;
    readonly expiresAt: Date | null;
  } | null;
}

interface Finders {
  viewer(sessionId: string): PeerViewer | null;
  runtime(viewer: PeerViewer, id: string): RuntimeRow | null;
}

/** A value in its place, ready to be stored. */
interface Setting {
  readonly viewer: PeerViewer;
  readonly row: RuntimeRow;
  readonly slot: TokenSlot;
  readonly value: Secret;
  readonly fingerprints: Fingerprints;
  readonly evidence: TokenEvidence;
}

const PUT = `
  INSERT INTO git_token (id, kind, runtime_id, person_id, version, hint, fingerprint, sealed, evidence, login, set_by,
    created_at, updated_at, verified_at)
  VALUES (:id, 'USER', :runtimeId, :personId, :version, :hint, :fingerprint, :sealed, :evidence, :login, :setBy, :now, :now, :now)
  ON CONFLICT (id) DO UPDATE SET version = :version, hint = :hint, fingerprint = :fingerprint, sealed = :sealed,
    evidence = :evidence, login = :login, declared_expires_at = NULL, set_by = :setBy, updated_at = :now,
    verified_at = :now, suspended_at = NULL`;

const AUDIT = `
  INSERT INTO audit_event (id, at, account_id, actor, actor_kind, actor_id, action, subject, subject_id, outcome, reason, count)
  VALUES (:id, :at, :accountId, :actor, 'PERSON', :actorId, :action, :subject, :subjectId, :outcome, NULL, 1)`;

export class TokenSetter {
  readonly #put: Sqlite.Statement<[object]>;
  readonly #audit: Sqlite.Statement<[object]>;
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;
  readonly #rollback: Sqlite.Statement;
  readonly #reuse: ReuseLookups;
  readonly #cipher: RotatingTokenCipher;
  readonly #fingerprints: TokenFingerprints;
  readonly #githubUrl: string;
  /** There is one connection: transactions take turns. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    database: Sqlite.Database,
    config: Config,
    private readonly find: Finders,
  ) {
    this.#put = database.prepare(PUT);
    this.#audit = database.prepare(AUDIT);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#reuse = createReuseLookups(connectionTo(database));
    const keyRing = createKeyRing(config.keys);
    this.#cipher = createTokenCipher(keyRing);
    this.#fingerprints = createTokenFingerprints(keyRing);
    this.#githubUrl = config.gitHosts.apiUrls.GITHUB?.href.replace(/\/$/, '') ?? '';
  }

  async set(viewer: PeerViewer, { runtimeId, token }: SetTokenInput): Promise<SetTokenPayload> {
    const row = this.#mustFind(viewer, runtimeId);
    const value = parseTokenValue(token.value);
    const fingerprints = this.#fingerprints.of(value);
    const slot: TokenSlot = { kind: 'USER', runtimeId, accountId: row.account_id, viewerId: viewer.personId };
    const host = { provider: row.git_provider, providerUrl: row.git_provider_url };
    if (await this.#reuse.holderAtOtherHost(slot, fingerprints, host)) throw new Error('Reused at another host.');
    const evidence = await askGithub(this.#githubUrl, value.reveal(), new Date());
    return this.#inTurn(() => this.#judgeAndStore(viewer.sessionId, { slot, value, fingerprints, evidence }));
  }

  async #judgeAndStore(sessionId: string, asked: Omit<Setting, 'viewer' | 'row'>): Promise<SetTokenPayload> {
    const now = new Date();
    const viewer = this.find.viewer(sessionId);
    if (viewer === null) throw new Error('Signed out meanwhile.');
    const setting = { ...asked, viewer, row: this.#mustFind(viewer, asked.slot.runtimeId) };
    const verdict = await this.#judge(setting, now);
    if (verdict.outcome === 'ACCEPTED') this.#store(setting, now);
    this.#record(setting, verdict, now);
    const { evidence, value } = setting;
    const stored = { kind: 'USER', evidence, declaredExpiresAt: null, readable: true, verifiedAt: now } as const;
    const reuse = { elsewhere: false, anotherRuntimeOfAccount: false, sameAsViewersOwn: false, sharedLogin: false };
    const status = storedTokenStatus(placeOf(setting.row), { ...stored, reuse }, now);
    const expiresAt = effectiveExpiry(evidence, null)?.at ?? null;
    return { stored: true, verdict, userToken: { status, hint: tokenHint(value), expiresAt } };
  }

  async #judge({ row, slot, fingerprints, evidence }: Setting, now: Date): Promise<TokenVerdict> {
    const { gitProvider: provider, gitProviderUrl: providerUrl, scopeCheckMode } = placeOf(row).runtime;
    const login = evidence.identity && { provider, providerUrl, login: evidence.identity.login };
    return judgeToken(evidence, {
      tokenKind: 'USER',
      provider,
      providerUrl,
      scopeCheckMode,
      accountPolicy: placeOf(row).account.policy,
      moment: 'SETTING',
      reuse: await this.#reuse.findings(slot, fingerprints, login),
      declaredExpiresAt: null,
      now,
    });
  }

  #store({ viewer, row, value, fingerprints, evidence }: Setting, now: Date): void {
    const id = row.ut_id ?? newId('token', now);
    this.#put.run({
      id,
      runtimeId: row.runtime_id,
      personId: viewer.personId,
      version: (row.ut_version ?? 0) + 1,
      hint: tokenHint(value),
      fingerprint: fingerprints[0],
      sealed: this.#cipher.seal({ value, username: null }, { kind: 'USER', tokenId: id }),
      evidence: JSON.stringify(evidence),
      login: evidence.identity && loginKey(evidence.identity.login),
      setBy: viewer.email,
      now: now.toISOString(),
    });
  }

  #record({ viewer, row }: Setting, { outcome }: TokenVerdict, now: Date): void {
    this.#audit.run({
      id: newId('auditEvent', now),
      at: now.toISOString(),
      accountId: row.account_id,
      actor: viewer.email,
      actorId: viewer.personId,
      action: row.ut_id === null ? 'userToken.set' : 'userToken.replaced',
      subject: `runtime ${row.runtime_name}`,
      subjectId: row.runtime_id,
      outcome: outcome === 'ACCEPTED' ? 'SUCCEEDED' : 'REJECTED',
    });
  }

  #mustFind(viewer: PeerViewer, runtimeId: string): RuntimeRow {
    const row = this.find.runtime(viewer, runtimeId);
    if (row === null) throw new Error('There is no such runtime.');
    return row;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      this.#begin.run();
      try {
        const answer = await work();
        this.#commit.run();
        return answer;
      } catch (error) {
        this.#rollback.run();
        throw error;
      }
    });
    this.#last = result.catch(() => {});
    return result;
  }
}

/** The gateway's look-ups for reuse on a bare connection: the same SQL, prepared once. */
function connectionTo(database: Sqlite.Database): Connection {
  const prepared = new Map<string, Sqlite.Statement>();
  return {
    async all<Row>(statement: Parameters<Connection['all']>[0], parameters: Parameters<Connection['all']>[1]) {
      const { sql, values } = statement.bind(parameters, 'sqlite');
      let ready = prepared.get(sql);
      if (ready === undefined) {
        ready = database.prepare(sql);
        prepared.set(sql, ready);
      }
      return ready.all(...values) as Row[];
    },
  };
}
