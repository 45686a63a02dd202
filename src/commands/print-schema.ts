// Is schema.graphql what the code says? Writes it, or with --check tells whether it is up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { printGatewaySchema } from '../graphql/schema';

const [file = 'schema.graphql'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const printed = printGatewaySchema();

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== printed) {
    console.error(`${file} is not what the code says. Run "npm run schema" and commit the result.`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, printed);
}
