/** Tools that pip installs. */
import type { Tool } from '../tool.ts';

const TAVERN_AUTH = `$ext:
          function: helpers:auth`;

/** Edits that make the token a fixture, which the test takes as an argument. */
const TOKEN_FIXTURE = [
  [
    'conftest.py',
    'def base_url',
    'def token():\n    return os.environ["ID_TOKEN"]\n\n\n@pytest.fixture(scope="session")\ndef base_url',
  ],
  ['test_orders.py', 'order(api, ', 'order(token, api, '],
] as const;

export const PYTHON_TOOLS: readonly Tool[] = [
  {
    name: 'pytest',
    title: 'pytest',
    version: ['requirements.txt', /pytest==([\d.]+)/],
    reports: 'log, JUnit',
    clean: [{ what: '`-vv`', append: '-vv' }],
    leaks: [
      { what: 'no `--tb=short`', edits: [['pytest.ini', 'addopts = --tb=short', '']] },
      {
        what: 'a fixture `token`, and no `--tb=short`',
        edits: [['pytest.ini', 'addopts = --tb=short', ''], ...TOKEN_FIXTURE],
      },
      { what: 'a fixture `token`, with `--showlocals`', append: '--showlocals', edits: TOKEN_FIXTURE },
      { what: 'a fixture `token`, with `-vv --showlocals`', append: '-vv --showlocals', edits: TOKEN_FIXTURE },
    ],
    proxied: {
      what: 'no `--tb=short`, and `-vv --showlocals`',
      append: '-vv --showlocals',
      edits: [
        ['pytest.ini', 'addopts = --tb=short', ''],
        ['conftest.py', 'session.headers["Authorization"] = "Bearer " + os.environ["ID_TOKEN"]', ''],
        ['test_orders.py', 'import requests', 'import os\n\nimport requests'],
        ['test_orders.py', 'requests.get(f"{base_url}/orders")', 'requests.get(os.environ["API_URL"] + "/orders")'],
      ],
    },
  },
  {
    name: 'tavern',
    title: 'Tavern',
    version: ['requirements.txt', /tavern==([\d.]+)/],
    reports: 'log, JUnit',
    leaks: [
      {
        what: '`{tavern.env_vars.ID_TOKEN}`',
        edits: [['test_orders.tavern.yaml', TAVERN_AUTH, 'Authorization: "Bearer {tavern.env_vars.ID_TOKEN}"']],
      },
    ],
    proxied: {
      what: '`--log-cli-level=DEBUG`',
      append: '--log-cli-level=DEBUG',
      edits: [
        ['helpers.py', '{"Authorization": "Bearer " + os.environ["ID_TOKEN"]}', '{}'],
        ['test_orders.tavern.yaml', 'BASE_URL', 'API_URL'],
      ],
    },
  },
  {
    name: 'robot',
    title: 'Robot Framework',
    version: ['requirements.txt', /robotframework==([\d.]+)/],
    reports: 'log, `output.xml`, `log.html`, `report.html`',
    leaks: [{ what: 'no `--loglevel`', run: '.venv/bin/robot orders.robot' }],
    proxied: {
      what: '`--loglevel TRACE`',
      run: '.venv/bin/robot --loglevel TRACE orders.robot',
      edits: [
        ['orders.robot', '%{BASE_URL}', '%{API_URL}'],
        ['orders.robot', 'Authorization=Bearer %{ID_TOKEN}', ''],
      ],
    },
  },
  {
    name: 'schemathesis',
    title: 'Schemathesis',
    version: ['requirements.txt', /schemathesis==([\d.]+)/],
    reports: 'log, JUnit',
    clean: [{ what: '`--report junit,vcr,har,ndjson`', append: '--report junit,vcr,har,ndjson' }],
    leaks: [
      { what: '`--output-sanitize=false`', append: '--report junit,vcr,har,ndjson --output-sanitize=false' },
      { what: '`--header`', append: '--header "Authorization: Bearer $ID_TOKEN"' },
    ],
    proxied: {
      what: '`--report junit,vcr,har,ndjson`, `--output-sanitize=false`',
      append: '--report junit,vcr,har,ndjson --output-sanitize=false',
      edits: [
        ['schemathesis.toml', `headers = { Authorization = "Bearer \${ID_TOKEN}" }`, ''],
        ['../openapi.yaml', 'security:\n  - bearer: []\n', ''],
      ],
    },
  },
];
