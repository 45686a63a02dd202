// How does Markdown write a table, and what is to be copied letter by letter?

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export const code = (text: string): string => `\`${text}\``;
