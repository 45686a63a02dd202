// Are the generated tables of the README what the code says? Writes them, or with --check tells whether they are up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { DOCUMENT_TABLES } from './document-tables';

const SECTION = /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

const [file = 'README.md'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const present = readFileSync(file, 'utf8');
const written = present.replace(SECTION, (_section, begin: string, name: string, end: string) => {
  const make = DOCUMENT_TABLES[name];
  if (make === undefined) throw new Error(`${file} asks for a table ${name}, which document-tables.ts does not make.`);
  return `${begin}\n${make()}\n\n${end}`;
});

if (process.argv.includes('--check')) {
  if (written !== present) {
    console.error(`${file} is not what the code says. Run "npm run docs" and commit the result.`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, written);
}
