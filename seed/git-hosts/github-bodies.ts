// What do the objects of GitHub's REST API look like? All the fields that its description requires, with values of no interest.

const ROOT = 'https://api.github.com';
const LONG_AGO = '2026-01-05T09:00:00Z';

/** Links of an account, each by the path below it. */
const ACCOUNT_LINKS = {
  url: '',
  followers_url: '/followers',
  following_url: '/following{/other_user}',
  gists_url: '/gists{/gist_id}',
  starred_url: '/starred{/owner}{/repo}',
  subscriptions_url: '/subscriptions',
  organizations_url: '/orgs',
  repos_url: '/repos',
  events_url: '/events{/privacy}',
  received_events_url: '/received_events',
};

const links = (root: string, paths: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `${root}${path}`]));

const accountBody = (login: string, type: 'User' | 'Organization') => ({
  login,
  id: 583231,
  node_id: 'MDQ6VXNlcjU4MzIzMQ==',
  avatar_url: 'https://avatars.githubusercontent.com/u/583231?v=4',
  gravatar_id: '',
  html_url: `https://github.com/${login}`,
  ...links(`${ROOT}/users/${login}`, ACCOUNT_LINKS),
  type,
  site_admin: false,
});

/** Robots are of type `User` too. */
export const userBody = (login: string, name: string) => ({
  ...accountBody(login, 'User'),
  user_view_type: 'public',
  name,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: LONG_AGO,
  updated_at: LONG_AGO,
});

/** Links of a repository, each by the path below it. */
const REPOSITORY_LINKS = {
  url: '',
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

const COUNTS = [
  'forks',
  'forks_count',
  'network_count',
  'open_issues',
  'open_issues_count',
  'size',
  'stargazers_count',
  'subscribers_count',
  'watchers',
  'watchers_count',
];
const FEATURES = ['has_issues', 'has_projects', 'has_wiki', 'has_pages', 'has_discussions', 'has_downloads'];

/** `permissions` is what the user may do, whatever the token may: a trap for who takes it for the token's. */
export function repositoryBody(fullName: string, isPrivate: boolean) {
  const [owner = '', name = ''] = fullName.split('/');
  const page = `github.com/${fullName}`;
  return {
    id: 1296269,
    node_id: 'MDEwOlJlcG9zaXRvcnkxMjk2MjY5',
    name,
    full_name: fullName,
    owner: accountBody(owner, 'Organization'),
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    description: null,
    fork: false,
    html_url: `https://${page}`,
    ...links(`${ROOT}/repos/${fullName}`, REPOSITORY_LINKS),
    clone_url: `https://${page}.git`,
    git_url: `git://${page}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: `https://${page}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: 'main',
    archived: false,
    disabled: false,
    ...Object.fromEntries(COUNTS.map((count) => [count, 0])),
    ...Object.fromEntries(FEATURES.map((feature) => [feature, false])),
    permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
    pushed_at: LONG_AGO,
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  };
}
