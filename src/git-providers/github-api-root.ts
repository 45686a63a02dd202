// Where is GitHub's API, given its web root?

/** GitHub.com, and GitHub's own hosting of enterprises under ghe.com, have an API host; everybody else a path. */
export function githubApiRoot(webRoot: string): string {
  const { host, hostname, protocol } = new URL(webRoot);
  const hasApiHost = hostname === 'github.com' || hostname.endsWith('.ghe.com');
  return hasApiHost ? `${protocol}//api.${host}` : `${webRoot}/api/v3`;
}
