// How do the policy and the audit see the things of this gateway? What `authorize` is asked about, named as events name it.

import type { Resource } from '../domain/access-policy';
import type { Account, Viewer } from '../domain/account';
import type { Member } from '../domain/member';
import type { Runtime, RuntimeAccessMode, RuntimeView } from '../domain/runtime';
import type { AuditSubject } from './audit/record-event';

/** What can be authorized and written down. */
type AuditedResource = Resource & AuditSubject;

export const accountResource = (account: Pick<Account, 'id' | 'name'>): AuditedResource => ({
  accountId: account.id,
  subject: { id: account.id, words: `account ${account.name}` },
});

export const memberSubject = ({ id, accountId, email }: Pick<Member, 'id' | 'accountId' | 'email'>) => ({
  accountId,
  subject: { id, words: `member ${email}` },
});

/** A membership, or an invitation, which is nobody's yet. */
export const memberResource = (member: Member): AuditedResource => ({
  ...memberSubject(member),
  ownerId: member.personId ?? undefined,
});

export const runtimeSubject = ({ id, accountId, name }: Pick<Runtime, 'id' | 'accountId' | 'name'>) => ({
  accountId,
  subject: { id, words: `runtime ${name}` },
});

/** Asked about for every row of every page: its words, which only a denial needs, are made when they are asked for. */
class RuntimeResource implements AuditedResource {
  readonly accountId: string;
  readonly runtime: { readonly accessMode: RuntimeAccessMode; readonly granted: boolean };

  constructor(
    private readonly view: RuntimeView,
    readonly ownerId: string | undefined,
  ) {
    this.accountId = view.runtime.accountId;
    this.runtime = { accessMode: view.runtime.accessMode, granted: view.granted };
  }

  get subject() {
    return runtimeSubject(this.view.runtime).subject;
  }
}

/** A runtime and its runtime token. */
export const runtimeResource = (view: RuntimeView): AuditedResource => new RuntimeResource(view, undefined);

/** The viewer's own user token on a runtime. There is no form that names another person's. */
export const ownUserTokenResource = (view: RuntimeView, viewer: Viewer): AuditedResource =>
  new RuntimeResource(view, viewer.personId);
