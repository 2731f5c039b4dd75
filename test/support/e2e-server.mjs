/** The server of the browser tests: the finished build on an empty data folder. */
import fs from 'node:fs';
import path from 'node:path';
import { removeLeftover } from '../../db/embedded.mjs';

const data = process.env.PERCHOIR_DATA;
if (!data || !path.dirname(data).endsWith(path.join('var', 'e2e')))
  throw new Error('PERCHOIR_DATA must be in var/e2e');
// A run that was killed may have left its database running.
await removeLeftover(path.join(data, 'postgres'));
fs.rmSync(data, { recursive: true, force: true });
await import('../../server.mjs');
