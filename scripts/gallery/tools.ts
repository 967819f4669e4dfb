/** The test tools, in the order of the table. */
import type { Tool } from './example.ts';

const NEWMAN = 'npx newman run orders.postman_collection.json --env-var "baseUrl=$BASE_URL"';
const NEWMAN_REPORT = `${NEWMAN} --environment "$POSTMAN_ENVIRONMENT" --reporters`;
const NEWMAN_JSON = `… --newmanRunOptions '{"reporters":["json"],"reporter":{"json":{"export":"newman.json"}}}'`;
const STEP_CI = 'npx stepci run orders.yml --env "BASE_URL=$BASE_URL"';
/** Makes the token a fixture, which the test takes as an argument. */
const TOKEN_FIXTURE = [
  [
    'conftest.py',
    'import requests',
    'import requests\n\n@pytest.fixture\ndef token():\n    return os.environ["ID_TOKEN"]',
  ],
  ['test_orders.py', 'order(api, ', 'order(token, api, '],
] as const;
const LONG_TRACEBACKS = ['pytest.ini', 'addopts = --tb=short', ''] as const;
const SCHEMATHESIS_REPORTS = '… --report junit,vcr,har,ndjson';
const K6_REPORTS = '--out json=k6.json --out csv=k6.csv --summary-export summary.json';
const HURL_REPORTS = '--report-html html --report-json json';
const HURL_VARIABLE =
  'export HURL_VARIABLE_id_token="$HURL_SECRET_id_token"; unset HURL_SECRET_id_token; .cargo/bin/hurl --test';
const MAVEN = 'mvn --batch-mode --no-transfer-progress';
/** Downloads the dependencies of the tests. Removes `target`, which each run would otherwise start with. */
const MAVEN_FETCH = `${MAVEN} test-compile && rm -r target`;
const WITHOUT_LOGBACK = `rm src/test/java/logback-test.xml; ${MAVEN} test`;
const WITHOUT_BLACKLIST = ['src/test/java/OrdersTest.java', '.blacklistHeader("Authorization")', ''] as const;

export const TOOLS: Readonly<Record<string, Tool>> = {
  newman: {
    title: 'Newman',
    version: ['package.json', /"newman": "([\d.]+)"/],
    reports: '`cli`, `junit`',
    plugins: 'npm install newman-reporter-htmlextra@1.23.1 newman-reporter-junitfull@1.1.1',
    clean: {
      '`--verbose`': '… --verbose',
      '`run.js`': 'node run.js',
      '`htmlextra` with `--reporter-htmlextra-omitHeaders --reporter-htmlextra-skipEnvironmentVars idToken --reporter-htmlextra-skipHeaders Authorization`': `${NEWMAN_REPORT} htmlextra --reporter-htmlextra-export newman.html --reporter-htmlextra-omitHeaders \
        --reporter-htmlextra-skipEnvironmentVars idToken --reporter-htmlextra-skipHeaders Authorization`,
    },
    leaks: {
      '`--env-var "idToken=$ID_TOKEN"`': `${NEWMAN} --env-var "idToken=$ID_TOKEN"`,
      '`json`': `${NEWMAN_REPORT} json --reporter-json-export newman.json`,
      '`htmlextra`': `${NEWMAN_REPORT} htmlextra --reporter-htmlextra-export newman.html`,
      '`junitfull`': `${NEWMAN_REPORT} junitfull --reporter-junitfull-export newman.xml`,
      '`--export-environment`': '… --export-environment exported.json',
    },
    proxied: {
      what: '`--verbose`, `json`, `htmlextra`, `junitfull`, `--export-environment`',
      run: `${NEWMAN} --env-var "apiUrl=$API_URL" --verbose --export-environment exported.json \
        --reporters cli,json,htmlextra,junitfull --reporter-json-export newman.json \
        --reporter-htmlextra-export newman.html --reporter-junitfull-export newman.xml`,
      edits: [
        ['orders.postman_collection.json', '"type": "bearer"', '"type": "noauth"'],
        ['orders.postman_collection.json', '"host": ["{{baseUrl}}"]', '"host": ["{{apiUrl}}"]'],
      ],
    },
  },
  portman: {
    title: 'Portman',
    version: ['package.json', /"@apideck\/portman": "([\d.]+)"/],
    reports: 'log',
    unavoidable: ['tmp/newman/Orders API-env.json', 'tmp/orders.portman.json'],
    leaks: { "Newman's `json` by `--newmanRunOptions`": NEWMAN_JSON },
    proxied: {
      what: "Newman's `json` by `--newmanRunOptions`",
      run: NEWMAN_JSON,
      edits: [['portman-config.json', '"bearer": { "token": "{{token}}" }', '"remove": true']],
    },
  },
  bruno: {
    title: 'Bruno',
    version: ['package.json', /"@usebruno\/cli": "([\d.]+)"/],
    reports: 'log, JUnit',
    clean: {
      '`--reporter-json`, `--reporter-html`': 'npx bru run --reporter-json bruno.json --reporter-html bruno.html',
    },
    leaks: { '`--env-var "token=$ID_TOKEN"`': '… --env-var "token=$ID_TOKEN"' },
    proxied: {
      what: '`--verbose`, `--reporter-json`, `--reporter-html`',
      run: 'npx bru run --verbose --reporter-json bruno.json --reporter-html bruno.html',
      edits: [
        ['collection.bru', 'mode: bearer', 'mode: none'],
        ['orders/without-a-token.bru', 'BASE_URL', 'API_URL'],
      ],
    },
  },
  httpyac: {
    title: 'httpYac',
    version: ['package.json', /"httpyac": "([\d.]+)"/],
    reports: 'log',
    clean: {
      '`--junit --output none 2>/dev/null`': 'npx httpyac send orders.http --all --junit --output none 2>/dev/null',
    },
    leaks: {
      'no `--output`': 'npx httpyac send orders.http --all',
      '`--var "token=$ID_TOKEN"`': '… --var "token=$ID_TOKEN"',
    },
    proxied: {
      what: 'no `--output`',
      run: 'npx httpyac send orders.http --all',
      edits: [
        ['orders.http', 'BASE_URL', 'API_URL'],
        ['orders.http', /^Authorization: .*\n/gm, ''],
      ],
    },
  },
  'step-ci': {
    title: 'Step CI',
    version: ['package.json', /"@stepci\/runner": "([\d.]+)"/],
    reports: 'log',
    plugins: 'npm install stepci@2.8.2',
    leaks: {
      'its own command, with `--secret "ID_TOKEN=$ID_TOKEN"`': `${STEP_CI} --secret "ID_TOKEN=$ID_TOKEN"`,
      'its own command, with `--verbose`': `${STEP_CI} --secret "ID_TOKEN=$ID_TOKEN" --verbose`,
    },
    proxied: {
      what: 'its own command and `--verbose`',
      run: `${STEP_CI} --env "API_URL=$API_URL" --verbose`,
      edits: [
        ['orders.yml', 'BASE_URL', 'API_URL'],
        ['orders.yml', /Authorization: .*/g, 'Accept: "*/*"'],
      ],
    },
  },
  artillery: {
    title: 'Artillery',
    isSlow: true,
    version: ['package.json', /"artillery": "([\d.]+)"/],
    reports: 'log, `--output`',
    leaks: {
      '`DEBUG=http*`': "DEBUG='http*' npx artillery run orders.yml",
      '`--variables`': `npx artillery run orders.yml --variables '{"token":"'"$ID_TOKEN"'"}'`,
    },
    proxied: {
      what: '`DEBUG=http*`',
      run: "DEBUG='http*' …",
      edits: [
        ['orders.yml', 'Authorization: "Bearer {{ $env.ID_TOKEN }}"', 'Accept: "*/*"'],
        // The front reads what processes show at each request, which takes long on a busy machine.
        ['orders.yml', 'http.response_time.p95: 1000', 'http.response_time.p95: 60000'],
      ],
    },
  },
  playwright: {
    title: 'Playwright',
    version: ['package.json', /"@playwright\/test": "([\d.]+)"/],
    reports: 'log, `junit`, `html`',
    leaks: {
      'reporter `json`': '… --reporter=json',
      '`trace`': '… --trace on',
      '`expect(response).toBeOK()`': {
        edits: [['orders.spec.js', 'expect(created.status()).toBe(201)', 'await expect(created).toBeOK()']],
      },
      'no `globalSetup` that checks that the API answers': {
        edits: [['playwright.config.js', "  globalSetup: './reachable.js',\n", '']],
      },
    },
    proxied: {
      what: 'reporter `json`, `trace`',
      run: '… --reporter=json,html --trace on',
      edits: [
        ['playwright.config.js', `{ Authorization: \`Bearer \${process.env['ID_TOKEN']}\` }`, '{}'],
        ['orders.spec.js', 'newContext({ baseURL,', "newContext({ baseURL: process.env['API_URL'],"],
      ],
    },
  },
  pytest: {
    title: 'pytest',
    version: ['requirements.txt', /pytest==([\d.]+)/],
    reports: 'log, JUnit',
    clean: { '`-vv`': '… -vv' },
    leaks: {
      'no `--tb=short`': { edits: [LONG_TRACEBACKS] },
      'a fixture `token`, and no `--tb=short`': { edits: [LONG_TRACEBACKS, ...TOKEN_FIXTURE] },
      'a fixture `token`, with `--showlocals`': { run: '… --showlocals', edits: TOKEN_FIXTURE },
      'a fixture `token`, with `-vv --showlocals`': { run: '… -vv --showlocals', edits: TOKEN_FIXTURE },
    },
    proxied: {
      what: 'no `--tb=short`, and `-vv --showlocals`',
      run: '… -vv --showlocals',
      edits: [
        LONG_TRACEBACKS,
        ['conftest.py', 'session.headers["Authorization"] = "Bearer " + os.environ["ID_TOKEN"]', ''],
        ['test_orders.py', 'import requests', 'import os\n\nimport requests'],
        ['test_orders.py', 'requests.get(f"{base_url}/orders")', 'requests.get(os.environ["API_URL"] + "/orders")'],
      ],
    },
  },
  tavern: {
    title: 'Tavern',
    version: ['requirements.txt', /tavern==([\d.]+)/],
    reports: 'log, JUnit',
    leaks: {
      '`{tavern.env_vars.ID_TOKEN}`': {
        edits: [
          [
            'test_orders.tavern.yaml',
            /\$ext:\s+function: helpers:auth/,
            'Authorization: "Bearer {tavern.env_vars.ID_TOKEN}"',
          ],
        ],
      },
    },
    proxied: {
      what: '`--log-cli-level=DEBUG`',
      run: '… --log-cli-level=DEBUG',
      edits: [
        ['helpers.py', '{"Authorization": "Bearer " + os.environ["ID_TOKEN"]}', '{}'],
        ['test_orders.tavern.yaml', 'BASE_URL', 'API_URL'],
      ],
    },
  },
  robot: {
    title: 'Robot Framework',
    version: ['requirements.txt', /robotframework==([\d.]+)/],
    reports: 'log, `output.xml`, `log.html`, `report.html`',
    leaks: { 'no `--loglevel`': '.venv/bin/robot orders.robot' },
    proxied: {
      what: '`--loglevel TRACE`',
      run: '.venv/bin/robot --loglevel TRACE orders.robot',
      edits: [
        ['orders.robot', '%{BASE_URL}', '%{API_URL}'],
        ['orders.robot', 'Authorization=Bearer %{ID_TOKEN}', ''],
      ],
    },
  },
  schemathesis: {
    title: 'Schemathesis',
    version: ['requirements.txt', /schemathesis==([\d.]+)/],
    reports: 'log, JUnit',
    clean: { '`--report junit,vcr,har,ndjson`': SCHEMATHESIS_REPORTS },
    leaks: {
      '`--output-sanitize=false`': `${SCHEMATHESIS_REPORTS} --output-sanitize=false`,
      '`--header`': '… --header "Authorization: Bearer $ID_TOKEN"',
    },
    proxied: {
      what: '`--report junit,vcr,har,ndjson`, `--output-sanitize=false`',
      run: `${SCHEMATHESIS_REPORTS} --output-sanitize=false`,
      edits: [
        ['schemathesis.toml', `headers = { Authorization = "Bearer \${ID_TOKEN}" }`, ''],
        ['../openapi.yaml', 'security:\n  - bearer: []\n', ''],
      ],
    },
  },
  curl: {
    title: 'curl',
    reports: 'log',
    leaks: {
      '`--header "Authorization: Bearer $ID_TOKEN"`':
        'curl --silent --fail --header "Authorization: Bearer $ID_TOKEN" "$BASE_URL/orders"',
      '`--verbose`': { edits: [['orders.sh', '--silent --show-error', '--verbose']] },
    },
    proxied: {
      what: '`--verbose`',
      edits: [
        ['orders.sh', '--silent --show-error', '--verbose'],
        ['orders.sh', '--header @- "$@" <<<"Authorization: Bearer $ID_TOKEN"', '"$@"'],
        ['orders.sh', '"$BASE_URL/orders")', '"$API_URL/orders")'],
      ],
    },
  },
  k6: {
    title: 'k6',
    isSlow: true,
    version: ['workflow.yml', /go\.k6\.io\/k6@v([\d.]+)/],
    reports: 'log',
    clean: { '`--out json`, `--out csv`, `--summary-export`': `./k6 run ${K6_REPORTS} orders.js` },
    leaks: {
      '`--env "ID_TOKEN=$ID_TOKEN"`': './k6 run --env "ID_TOKEN=$ID_TOKEN" orders.js',
      '`--http-debug=full`': './k6 run --http-debug=full orders.js',
      '`console.log` of a whole response': {
        edits: [['orders.js', 'check(created,', 'console.log(JSON.stringify(created));\n  check(created,']],
      },
      '`k6 archive --include-system-env-vars`': '… && ./k6 archive --include-system-env-vars orders.js',
    },
    proxied: {
      what: '`--http-debug=full`, `--out json`, `--out csv`, `k6 archive --include-system-env-vars`',
      run: `./k6 run --http-debug=full ${K6_REPORTS} orders.js && ./k6 archive --include-system-env-vars orders.js`,
      edits: [['orders.js', `Authorization: \`Bearer \${__ENV.ID_TOKEN}\`, `, '']],
    },
  },
  hurl: {
    title: 'Hurl',
    isSlow: true,
    version: ['workflow.yml', /hurl@([\d.]+)/],
    reports: 'log, JUnit',
    clean: {
      '`--report-html`, `--report-json`, `--report-tap`, `--very-verbose`': `… ${HURL_REPORTS} --report-tap hurl.tap --very-verbose`,
    },
    leaks: {
      '`HURL_VARIABLE_id_token`, with `--report-html`, `--report-json`': `${HURL_VARIABLE} ${HURL_REPORTS} orders.hurl`,
      '`HURL_VARIABLE_id_token`, with `--very-verbose`': `${HURL_VARIABLE} --very-verbose orders.hurl`,
      '`--secret "id_token=$ID_TOKEN"`':
        'unset HURL_SECRET_id_token; .cargo/bin/hurl --test --secret "id_token=$ID_TOKEN" orders.hurl',
    },
    proxied: {
      what: '`--report-html`, `--report-json`, `--report-tap`, `--very-verbose`',
      run: `HURL_VARIABLE_api_url="$API_URL" .cargo/bin/hurl --test --very-verbose ${HURL_REPORTS} --report-tap hurl.tap orders.hurl`,
      edits: [
        ['orders.hurl', '{{base_url}}', '{{api_url}}'],
        ['orders.hurl', /^Authorization: .*\n/gm, ''],
      ],
    },
  },
  karate: {
    title: 'Karate',
    isSlow: true,
    version: ['pom.xml', /<karate\.version>([\d.]+)</],
    reports: 'log, `target/surefire-reports`, `target/karate-reports`',
    plugins: MAVEN_FETCH,
    leaks: { 'no `logback-test.xml`': WITHOUT_LOGBACK },
    proxied: {
      what: 'no `logback-test.xml`',
      run: WITHOUT_LOGBACK,
      edits: [
        ['src/test/java/karate-config.js', /\{ Authorization: .* \}/, "{}, apiUrl: System.getenv('API_URL')"],
        ['src/test/java/orders.feature', 'Given path', 'Given url apiUrl\n    And path'],
      ],
    },
  },
  'rest-assured': {
    title: 'REST Assured',
    isSlow: true,
    version: ['pom.xml', /<rest-assured\.version>([\d.]+)</],
    reports: 'log, `target/surefire-reports`',
    plugins: MAVEN_FETCH,
    leaks: {
      '`.header("Authorization", …)` without `blacklistHeader`': {
        edits: [
          WITHOUT_BLACKLIST,
          ['src/test/java/OrdersTest.java', '.auth().oauth2(', '.header("Authorization", "Bearer " + '],
        ],
      },
    },
    proxied: {
      what: '`log().all()`, and no `blacklistHeader`',
      edits: [
        WITHOUT_BLACKLIST,
        ['src/test/java/OrdersTest.java', '.auth().oauth2(System.getenv("ID_TOKEN"))', '.log().all()'],
        ['src/test/java/OrdersTest.java', 'given().get(', 'given().baseUri(System.getenv("API_URL")).get('],
      ],
    },
  },
};
