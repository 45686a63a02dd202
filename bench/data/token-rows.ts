// How does a token become a row of the data? Sealed and fingerprinted as the gateway does it, with evidence of some fate.

import { newId } from '../../src/application/ids';
import { createKeyRing, type MasterKey } from '../../src/crypto/key-ring';
import type { RotatingTokenCipher } from '../../src/crypto/token-cipher';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import { createTokenFingerprints } from '../../src/crypto/token-fingerprints';
import type { GitProviderKind } from '../../src/domain/git-provider';
import { type GitTokenKind, tokenHint } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';
import type { Member, PlacedAccount, PlacedRuntime } from './population';
import type { Chance } from './random';
import { FATES } from './shape';
import type { RowOf } from './tables';
import { evidenceOf, tokenValue } from './token-evidence';

const DAY_MS = 24 * 3600 * 1000;

interface TokenToWrite {
  readonly id: string;
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  readonly personId: string | null;
  readonly provider: GitProviderKind;
  readonly login: string;
  readonly setBy: string;
}

export class TokenRows {
  readonly #cipher: RotatingTokenCipher;
  readonly #fingerprints: ReturnType<typeof createTokenFingerprints>;
  #made = 0;

  constructor(
    keys: readonly MasterKey[],
    private readonly chance: Chance,
    private readonly now: Date,
  ) {
    const keyRing = createKeyRing(keys);
    this.#cipher = createTokenCipher(keyRing);
    this.#fingerprints = createTokenFingerprints(keyRing);
  }

  /** All of them, the runtimes' first. */
  *of(accounts: readonly PlacedAccount[]): Generator<RowOf<'git_token'>> {
    for (const account of accounts) {
      for (const runtime of account.runtimes) yield this.#ofRuntime(account, runtime);
    }
    // In no order of persons or runtimes: the tokens of a page were set at different times, and lie apart in the file.
    const pairs = accounts.flatMap((account) => [...account.pairs]);
    this.chance.shuffle(pairs);
    for (const [member, runtime] of pairs) yield this.#ofMember(member, runtime);
  }

  #ofRuntime({ members }: PlacedAccount, { id, tokenId, provider }: PlacedRuntime): RowOf<'git_token'> {
    const setBy = members[0]?.email ?? '';
    const login = `robot-${id.slice(-8).toLowerCase()}`;
    return this.#row({ id: tokenId, kind: 'RUNTIME', runtimeId: id, personId: null, provider, login, setBy });
  }

  #ofMember({ personId, email }: Member, { id, provider }: PlacedRuntime): RowOf<'git_token'> {
    const login = `person-${personId.slice(-8).toLowerCase()}`;
    const place = { kind: 'USER', runtimeId: id, personId } as const;
    return this.#row({ id: newId('token', this.now), ...place, provider, login, setBy: email });
  }

  #row({ id, kind, runtimeId, personId, provider, login, setBy }: TokenToWrite): RowOf<'git_token'> {
    const value = new Secret(tokenValue(provider, String(++this.#made)));
    // Checked every day or so, as a watched token is.
    const checkedAt = new Date(this.now.getTime() - this.chance.below(2 * DAY_MS));
    const setAt = new Date(checkedAt.getTime() - this.chance.below(300 * DAY_MS)).toISOString();
    const fate = this.chance.pick(FATES);
    return {
      id,
      kind,
      runtime_id: runtimeId,
      person_id: personId,
      version: 1,
      hint: tokenHint(value),
      fingerprint: this.#fingerprints.of(value)[0] ?? '',
      sealed: this.#cipher.seal({ value, username: null }, { kind, tokenId: id }),
      evidence: JSON.stringify(evidenceOf({ provider, kind, fate, login, checkedAt }, this.now)),
      login,
      set_by: setBy,
      created_at: setAt,
      updated_at: setAt,
      verified_at: checkedAt.toISOString(),
    };
  }
}
