// How does an account look to one of its members?

import { Args, Ctx, Field, ObjectType } from 'type-graphql';
import { listAuditEvents } from '../../application/audit/list-audit-events';
import { readRuntime } from '../../application/find-node';
import { listMembers } from '../../application/people/list-members';
import { listRuntimes } from '../../application/runtimes/list-runtimes';
import { type AccountAction as AccountActionName, accountActions } from '../../application/viewer-actions';
import * as domain from '../../domain/account';
import { toPlainName } from '../../domain/plain-name';
import { asksForWarnings, type GraphQLContext } from '../context';
import { AccountAction, OwnerPolicy, ReusePolicy, Role } from '../enums';
import { AuditEventsArgs } from '../inputs/audit-inputs';
import { AccountRuntimesArgs, RuntimeNameArgs } from '../inputs/list-args';
import { MembersArgs } from '../inputs/member-inputs';
import { AuditEventConnection } from './audit-event';
import { MemberConnection } from './member-connection';
import { Node } from './node';
import { Runtime } from './runtime';
import { RuntimeConnection } from './runtime-connection';

@ObjectType('AccountPolicy', { description: 'What an account’s admins decided about runtime tokens.' })
export class AccountPolicy implements domain.AccountPolicy {
  @Field(() => ReusePolicy, { description: 'The same token value on two runtimes of the account.' })
  readonly runtimeTokenReuse!: domain.ReusePolicy;

  @Field(() => OwnerPolicy, { description: 'Whose account at the provider a runtime token may belong to.' })
  readonly runtimeTokenOwner!: domain.OwnerPolicy;
}

@ObjectType('Account', {
  implements: Node,
  description:
    'A team’s runtimes and members. A nullable field that the viewer may not read is null, without an error.',
})
export class Account extends Node {
  readonly #viewer: domain.Viewer;
  readonly #account: domain.Account;
  readonly #now: Date;

  constructor(viewer: domain.Viewer, account: domain.Account, now: Date) {
    super(account.id);
    this.#viewer = viewer;
    this.#account = account;
    this.#now = now;
  }

  @Field({ description: 'As its members call it.' })
  get name(): string {
    return this.#account.name;
  }

  @Field(() => Role, { description: 'The viewer’s role here.' })
  get viewerRole(): domain.Role | undefined {
    return domain.membershipOf(this.#viewer, this.#account.id)?.role;
  }

  @Field(() => [AccountAction], { description: 'What this viewer may do here; a front end shows its buttons from it.' })
  get viewerActions(): AccountActionName[] {
    return accountActions(this.#viewer, this.#account);
  }

  @Field(() => RuntimeConnection, { description: 'The runtimes the viewer has access to, by name; for an admin, all.' })
  async runtimes(@Args() args: AccountRuntimesArgs, @Ctx() context: GraphQLContext): Promise<RuntimeConnection> {
    const withReuse = asksForWarnings(context);
    const request = { ...args.toRequest(), accountId: this.#account.id, userTokenStatus: null, withReuse };
    return new RuntimeConnection(this.#viewer, await listRuntimes(context.gateway, this.#viewer, request), this.#now);
  }

  @Field(() => Runtime, { nullable: true, description: 'The runtime of that name; null when the viewer can see none.' })
  async runtime(@Args() { name }: RuntimeNameArgs, @Ctx() { gateway }: GraphQLContext): Promise<Runtime | null> {
    const view = await readRuntime(gateway, this.#viewer, { accountId: this.#account.id, name: toPlainName(name) });
    return view && new Runtime(this.#viewer, view, this.#now);
  }

  @Field(() => MemberConnection, {
    nullable: true,
    description:
      'Who belongs to the account or is invited to it, by e-mail. Null, without an error, for everybody but admins.',
  })
  async members(@Args() args: MembersArgs, @Ctx() { gateway }: GraphQLContext): Promise<MemberConnection | null> {
    const page = await listMembers(gateway, this.#viewer, this.#account, args.toRequest());
    return page && new MemberConnection(this.#viewer, page, this.#now);
  }

  @Field(() => AuditEventConnection, {
    nullable: true,
    description: 'Who did what here, or tried to, newest first. Null, without an error, for everybody but admins.',
  })
  async auditEvents(
    @Args() args: AuditEventsArgs,
    @Ctx() { gateway }: GraphQLContext,
  ): Promise<AuditEventConnection | null> {
    const page = await listAuditEvents(gateway, this.#viewer, this.#account, args.toRequest());
    return page && new AuditEventConnection(page);
  }

  @Field(() => AccountPolicy, { description: 'What its admins decided about runtime tokens.' })
  get policy(): domain.AccountPolicy {
    return this.#account.policy;
  }
}
