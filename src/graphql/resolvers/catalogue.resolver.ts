// Which Git systems does the gateway know? The same for everybody who is signed in.

import { Ctx, Query, Resolver } from 'type-graphql';
import { GIT_PROVIDER_KINDS } from '../../domain/git-provider';
import { type GraphQLContext, viewerOf } from '../context';
import { GitProvider } from '../types/git-provider';

@Resolver()
export class CatalogueResolver {
  @Query(() => [GitProvider], {
    description: 'The catalogue: every Git system a token can be for, and what tokens need there. Needs no runtime.',
  })
  gitProviders(@Ctx() context: GraphQLContext): GitProvider[] {
    viewerOf(context);
    return GIT_PROVIDER_KINDS.map((kind) => new GitProvider(kind));
  }
}
