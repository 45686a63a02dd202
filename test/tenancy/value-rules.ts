// Which value may be set where, and what is told of it? The rules of reuse (R5, R6, R18), as part of the model.

import type { Model } from './model';
import { accountOf, type Colour, canServeRuntimes, type Person, RUNTIMES, type RuntimeName, VALUES } from './names';
import { refuse, verdict } from './outcome';

const peopleWith = (model: Model, value: Colour) => model.userTokens.filter((token) => token.value === value);

const runtimesWith = (model: Model, value: Colour) => model.runtimes.filter((runtime) => runtime.token.value === value);

/** R6: a value is one runtime's. A policy binds what is set from now on, not what is in use. */
export function judgeRuntimeToken(model: Model, who: Person, name: RuntimeName, value: Colour): string {
  mustBeAtItsHost(model, who, name, value);
  const account = accountOf(name);
  const others = runtimesWith(model, value).filter((runtime) => runtime.name !== name);
  const isInUse = model.runtime(name)?.token.value === value;
  const isElsewhere = others.some((runtime) => accountOf(runtime.name) !== account);
  const isDenied = others.length > 0 && model.policies[account] === 'DENY';
  const isWarnedOf = others.length > 0 && model.policies[account] !== 'ALLOW';
  const ownWarning = { SAME_AS_YOUR_USER_TOKEN: peopleWith(model, value).some(({ person }) => person === who) };

  if (!isInUse && (isElsewhere || isDenied)) refuse(verdict('refused TOKEN_REUSED', ownWarning));
  if (!canServeRuntimes(value)) refuse(verdict('refused MISSING_SCOPES', ownWarning));
  return verdict('stored', { RUNTIME_TOKEN_REUSED: isWarnedOf, ...ownWarning });
}

/** R5: a value is one person's, suspended or not. Of runtime tokens, only those of runtimes one sees are told of (R6). */
export function judgeUserToken(model: Model, who: Person, name: RuntimeName, value: Colour): string {
  mustBeAtItsHost(model, who, name, value);
  const isSeen = runtimesWith(model, value).some((runtime) => model.sees(who, runtime.name));
  const warning = { SAME_AS_YOUR_USER_TOKEN: isSeen };
  if (peopleWith(model, value).some(({ person }) => person !== who)) refuse(verdict('refused TOKEN_REUSED', warning));
  return verdict('stored', warning);
}

/** R18: what is stored for another host is sent nowhere; that it is, is told only of one's own and of the account's. */
function mustBeAtItsHost(model: Model, who: Person, name: RuntimeName, value: Colour): void {
  if (VALUES[value].host === RUNTIMES[name].host) return;
  const [people, runtimes] = [peopleWith(model, value), runtimesWith(model, value)];
  const isOwn = people.some(({ person }) => person === who);
  if (isOwn || runtimes.some((runtime) => accountOf(runtime.name) === accountOf(name)))
    refuse('refused WRONG_PROVIDER');
  refuse(people.length + runtimes.length > 0 ? 'refused TOKEN_REUSED' : 'refused INVALID_TOKEN');
}
