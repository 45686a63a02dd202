// How does the policy see the things of this gateway? The resources that `authorize` is asked about.

import type { Resource } from '../domain/access-policy';
import type { Account, Viewer } from '../domain/account';
import type { Member } from '../domain/member';
import type { RuntimeView } from '../domain/runtime';

export const accountResource = (account: Pick<Account, 'id' | 'name'>): Resource => ({
  accountId: account.id,
  subject: { id: account.id, words: `account ${account.name}` },
});

/** A membership, or an invitation, which is nobody's yet. */
export const memberResource = ({ id, accountId, personId, email }: Member): Resource => ({
  accountId,
  ownerId: personId ?? undefined,
  subject: { id, words: `member ${email}` },
});

/** A runtime and its runtime token. */
export const runtimeResource = ({ runtime, granted }: RuntimeView): Resource => ({
  accountId: runtime.accountId,
  runtime: { accessMode: runtime.accessMode, granted },
  subject: { id: runtime.id, words: `runtime ${runtime.name}` },
});

/** The viewer's own user token on a runtime. There is no form that names another person's. */
export const ownUserTokenResource = (view: RuntimeView, viewer: Viewer): Resource => ({
  ...runtimeResource(view),
  ownerId: viewer.personId,
});
