/** What pages are measured beside: an Express route that does nothing, in a process of its own. */
import express from 'express';

const app = express();
app.get('/', (_req, res) => void res.send('hello'));
const server = app.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`port ${address.port}`);
});
