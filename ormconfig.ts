// Which database does TypeORM's command line work on? `npm run build`, then `npx typeorm -d dist/ormconfig.js migration:show`.

import { writingDataSource } from './src/store/data-sources';

export default writingDataSource({
  databaseUrl: process.env.DATABASE_URL ?? 'sqlite:./data/gateway.sqlite',
}).setOptions({ logger: 'simple-console' });
