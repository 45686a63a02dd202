// How does a stored token look to a client? Never its value, in no field, to no one.

import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Viewer } from '../../domain/account';
import type { StoredGitToken } from '../../domain/git-token';
import type { RuntimeView } from '../../domain/runtime';
import type { ExpirySource as ExpirySourceName } from '../../domain/token-expiry';
import type { GitTokenStatus as GitTokenStatusName, TokenStanding } from '../../domain/token-status';
import { ExpirySource, GitTokenStatus } from '../enums';
import { DateTimeScalar } from '../scalars';
import { Node } from './node';
import { Runtime } from './runtime';
import { TokenVerdict } from './token-verdict';

@InterfaceType('GitToken', {
  implements: Node,
  description: 'A stored Git token. Its value is never shown again, to anyone.',
})
export abstract class GitToken extends Node {
  readonly #viewer: Viewer;
  readonly #view: RuntimeView;
  readonly #standing: TokenStanding<StoredGitToken>;
  readonly #now: Date;

  constructor(viewer: Viewer, view: RuntimeView, standing: TokenStanding<StoredGitToken>, now: Date) {
    super(standing.token.id);
    this.#viewer = viewer;
    this.#view = view;
    this.#standing = standing;
    this.#now = now;
  }

  @Field(() => Runtime, { description: 'The runtime it serves on.' })
  get runtime(): Runtime {
    return new Runtime(this.#viewer, this.#view, this.#now);
  }

  @Field(() => GitTokenStatus, { description: 'How it stands right now.' })
  get status(): GitTokenStatusName {
    return this.#standing.status;
  }

  @Field(() => TokenVerdict, { description: 'The last check that told something, held against what is needed today.' })
  get verdict(): TokenVerdict {
    return this.#standing.verdict;
  }

  @Field({ description: 'The last four characters.' })
  get hint(): string {
    return this.#standing.token.hint;
  }

  @Field(() => Int, { description: 'Begins at 1 and goes up with every replacement.' })
  get version(): number {
    return this.#standing.token.version;
  }

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null when it does not, or nobody knows.' })
  get expiresAt(): Date | null {
    return this.#standing.expiry?.at ?? null;
  }

  @Field(() => ExpirySource, { nullable: true, description: 'Who says so; null when `expiresAt` is.' })
  get expirySource(): ExpirySourceName | null {
    return this.#standing.expiry?.source ?? null;
  }

  @Field(() => DateTimeScalar, { description: 'When the first token was set here.' })
  get createdAt(): Date {
    return this.#standing.token.createdAt;
  }

  @Field(() => DateTimeScalar, { description: 'When this value was set.' })
  get updatedAt(): Date {
    return this.#standing.token.updatedAt;
  }

  @Field(() => DateTimeScalar, { description: 'When the provider last told something about it.' })
  get verifiedAt(): Date {
    return this.#standing.token.verifiedAt;
  }

  protected get setByEmail(): string {
    return this.#standing.token.setBy;
  }
}

@ObjectType('GitRuntimeToken', {
  // Node too, though GitToken is one: an interface knows only the types that name it themselves.
  implements: [GitToken, Node],
  description: 'A runtime’s own token. Admins see and manage it; the runtime cannot exist without one.',
})
export class GitRuntimeToken extends GitToken {
  @Field({ description: 'E-mail of the admin who set it.' })
  get setBy(): string {
    return this.setByEmail;
  }
}

@ObjectType('GitUserToken', {
  implements: [GitToken, Node],
  description: 'One person’s token on one runtime. Only that person ever sees or manages it.',
})
export class GitUserToken extends GitToken {}
