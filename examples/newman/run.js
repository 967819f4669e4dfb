// Runs a Postman collection with Newman as a library, with the token from the environment. Every process on the machine
// could read `--env-var idToken=…`. Alternatively, use `newman run -e` with the action's `POSTMAN_ENVIRONMENT`: see
// README.md.
//
//   BASE_URL=… ID_TOKEN=… node newman/run.js [collection]
import { fileURLToPath } from 'node:url';
import newman from 'newman';

const [collection = fileURLToPath(new URL('orders.postman_collection.json', import.meta.url))] = process.argv.slice(2);

newman.run(
  {
    collection,
    envVar: [
      { key: 'baseUrl', value: process.env['BASE_URL'] },
      { key: 'idToken', value: process.env['ID_TOKEN'] },
    ],
    // The `json` and `htmlextra` reports would contain the token in the headers of the requests.
    reporters: ['cli'],
  },
  (error, summary) => {
    if (error) {
      process.stderr.write(`${error.message}\n`);
    }
    process.exitCode = error || summary.run.failures.length > 0 ? 1 : 0;
  },
);
