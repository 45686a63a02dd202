// What do the use cases need from outside, in their own words? Adapters implement these; nothing else crosses.

export * from './access';
export * from './accounts';
export * from './audit';
export * from './clock';
export * from './git-providers';
export * from './keys';
export * from './people';
export * from './runtimes';
export * from './store';
export * from './tokens';
