// Which database does TypeORM's command line work on? `npm run build`, then `npx typeorm -d dist/ormconfig.js migration:show`.

import { loadDatabaseSettings } from './src/config';
import { typeormSource } from './src/store/typeorm-source';

export default typeormSource(loadDatabaseSettings(process.env)).setOptions({ logger: 'simple-console' });
