/** Tools that run Postman collections. */
import type { Tool } from '../tool.ts';

const RUN = 'npx newman run orders.postman_collection.json --env-var "baseUrl=$BASE_URL"';
const WITH_ENVIRONMENT = `${RUN} --environment "$POSTMAN_ENVIRONMENT"`;
const NEWMAN_JSON = `--newmanRunOptions '{"reporters":["json"],"reporter":{"json":{"export":"newman.json"}}}'`;

export const POSTMAN_TOOLS: readonly Tool[] = [
  {
    name: 'newman',
    title: 'Newman',
    version: ['package.json', /"newman": "([\d.]+)"/],
    reports: '`cli`, `junit`',
    plugins: 'npm install newman-reporter-htmlextra@1.23.1 newman-reporter-junitfull@1.1.1',
    clean: [
      { what: '`--verbose`', append: '--verbose' },
      { what: '`run.js`', run: 'node run.js', withToken: true },
      {
        what: '`htmlextra` with `--reporter-htmlextra-omitHeaders --reporter-htmlextra-skipEnvironmentVars idToken --reporter-htmlextra-skipHeaders Authorization`',
        run: `${WITH_ENVIRONMENT} --reporters htmlextra --reporter-htmlextra-export newman.html --reporter-htmlextra-omitHeaders \
          --reporter-htmlextra-skipEnvironmentVars idToken --reporter-htmlextra-skipHeaders Authorization`,
      },
    ],
    leaks: [
      { what: '`--env-var "idToken=$ID_TOKEN"`', run: `${RUN} --env-var "idToken=$ID_TOKEN"`, withToken: true },
      { what: '`json`', run: `${WITH_ENVIRONMENT} --reporters json --reporter-json-export newman.json` },
      { what: '`htmlextra`', run: `${WITH_ENVIRONMENT} --reporters htmlextra --reporter-htmlextra-export newman.html` },
      { what: '`junitfull`', run: `${WITH_ENVIRONMENT} --reporters junitfull --reporter-junitfull-export newman.xml` },
      { what: '`--export-environment`', append: '--export-environment exported.json' },
    ],
    proxied: {
      what: '`--verbose`, `json`, `htmlextra`, `junitfull`, `--export-environment`',
      run: `${RUN} --env-var "apiUrl=$API_URL" --verbose --export-environment exported.json \
        --reporters cli,json,htmlextra,junitfull --reporter-json-export newman.json \
        --reporter-htmlextra-export newman.html --reporter-junitfull-export newman.xml`,
      edits: [
        ['orders.postman_collection.json', '"type": "bearer"', '"type": "noauth"'],
        ['orders.postman_collection.json', '"host": ["{{baseUrl}}"]', '"host": ["{{apiUrl}}"]'],
      ],
    },
  },
  {
    name: 'portman',
    title: 'Portman',
    version: ['package.json', /"@apideck\/portman": "([\d.]+)"/],
    reports: 'log',
    unavoidable: ['tmp/newman/Orders API-env.json', 'tmp/orders.portman.json'],
    leaks: [{ what: "Newman's `json` by `--newmanRunOptions`", append: NEWMAN_JSON }],
    proxied: {
      what: "Newman's `json` by `--newmanRunOptions`",
      append: NEWMAN_JSON,
      edits: [['portman-config.json', '"bearer": { "token": "{{token}}" }', '"remove": true']],
    },
  },
];
