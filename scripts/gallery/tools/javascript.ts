/** Tools that npm installs. */
import type { Tool } from '../tool.ts';

const HTTPYAC_TOKEN = 'Authorization: Bearer {{$processEnv ID_TOKEN}}\n';
const STEP_CI_TOKEN = `Authorization: Bearer \${{secrets.ID_TOKEN}}`;

export const JAVASCRIPT_TOOLS: readonly Tool[] = [
  {
    name: 'bruno',
    title: 'Bruno',
    version: ['package.json', /"@usebruno\/cli": "([\d.]+)"/],
    reports: 'log, JUnit',
    clean: [
      {
        what: '`--reporter-json`, `--reporter-html`',
        run: 'npx bru run --reporter-json bruno.json --reporter-html bruno.html',
      },
    ],
    leaks: [{ what: '`--env-var "token=$ID_TOKEN"`', append: '--env-var "token=$ID_TOKEN"' }],
    proxied: {
      what: '`--verbose`, `--reporter-json`, `--reporter-html`',
      run: 'npx bru run --verbose --reporter-json bruno.json --reporter-html bruno.html',
      edits: [
        ['collection.bru', 'mode: bearer', 'mode: none'],
        ['orders/without-a-token.bru', 'BASE_URL', 'API_URL'],
      ],
    },
  },
  {
    name: 'httpyac',
    title: 'httpYac',
    version: ['package.json', /"httpyac": "([\d.]+)"/],
    reports: 'log',
    clean: [
      {
        what: '`--junit --output none 2>/dev/null`',
        run: 'npx httpyac send orders.http --all --junit --output none 2>/dev/null',
      },
    ],
    leaks: [
      { what: 'no `--output`', run: 'npx httpyac send orders.http --all' },
      { what: '`--var "token=$ID_TOKEN"`', append: '--var "token=$ID_TOKEN"' },
    ],
    proxied: {
      what: 'no `--output`',
      run: 'npx httpyac send orders.http --all',
      edits: [
        ['orders.http', 'BASE_URL', 'API_URL'],
        ['orders.http', HTTPYAC_TOKEN, ''],
        ['orders.http', HTTPYAC_TOKEN, ''],
      ],
    },
  },
  {
    name: 'step-ci',
    title: 'Step CI',
    version: ['package.json', /"@stepci\/runner": "([\d.]+)"/],
    reports: 'log',
    plugins: 'npm install stepci@2.8.2',
    leaks: [
      {
        what: 'its own command, with `--secret "ID_TOKEN=$ID_TOKEN"`',
        run: 'npx stepci run orders.yml --env "BASE_URL=$BASE_URL" --secret "ID_TOKEN=$ID_TOKEN"',
      },
      {
        what: 'its own command, with `--verbose`',
        run: 'npx stepci run orders.yml --verbose --env "BASE_URL=$BASE_URL" --secret "ID_TOKEN=$ID_TOKEN"',
      },
    ],
    proxied: {
      what: 'its own command and `--verbose`',
      run: 'npx stepci run orders.yml --verbose --env "BASE_URL=$BASE_URL" --env "API_URL=$API_URL"',
      edits: [
        ['orders.yml', 'BASE_URL', 'API_URL'],
        ['orders.yml', STEP_CI_TOKEN, 'Accept: "*/*"'],
        ['orders.yml', STEP_CI_TOKEN, 'Accept: "*/*"'],
      ],
    },
  },
  {
    name: 'artillery',
    title: 'Artillery',
    isSlow: true,
    version: ['package.json', /"artillery": "([\d.]+)"/],
    reports: 'log, `--output`',
    leaks: [
      { what: '`DEBUG=http*`', run: "DEBUG='http*' npx artillery run orders.yml" },
      { what: '`--variables`', run: `npx artillery run orders.yml --variables '{"token":"'"$ID_TOKEN"'"}'` },
    ],
    proxied: {
      what: '`DEBUG=http*`',
      run: "DEBUG='http*' npx artillery run orders.yml --output artillery.json",
      edits: [
        ['orders.yml', 'Authorization: "Bearer {{ $env.ID_TOKEN }}"', 'Accept: "*/*"'],
        // The front reads what processes show at each request, which takes long on a busy machine.
        ['orders.yml', 'http.response_time.p95: 1000', 'http.response_time.p95: 60000'],
      ],
    },
  },
  {
    name: 'playwright',
    title: 'Playwright',
    version: ['package.json', /"@playwright\/test": "([\d.]+)"/],
    reports: 'log, `junit`, `html`',
    leaks: [
      { what: 'reporter `json`', append: '--reporter=json' },
      { what: '`trace`', append: '--trace on' },
      {
        what: '`expect(response).toBeOK()`',
        edits: [['orders.spec.js', 'expect(created.status()).toBe(201)', 'await expect(created).toBeOK()']],
      },
      {
        what: 'no `globalSetup` that checks that the API answers',
        edits: [['playwright.config.js', "  globalSetup: './reachable.js',\n", '']],
      },
    ],
    proxied: {
      what: 'reporter `json`, `trace`',
      append: '--reporter=json,html --trace on',
      edits: [
        ['playwright.config.js', `{ Authorization: \`Bearer \${process.env['ID_TOKEN']}\` }`, '{}'],
        ['orders.spec.js', 'newContext({ baseURL,', "newContext({ baseURL: process.env['API_URL'],"],
      ],
    },
  },
];
