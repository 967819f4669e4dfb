/** Tools of the machine, and tools that Go, Cargo and Maven install. */
import type { Tool } from '../tool.ts';

const MAVEN = 'mvn --batch-mode --no-transfer-progress';
/** Downloads the dependencies of the tests. Removes `target`, which each run would otherwise start with. */
const FETCH = `${MAVEN} test-compile && rm -r target`;
const HURL_TOKEN = 'Authorization: Bearer {{id_token}}\n';

export const COMPILED_TOOLS: readonly Tool[] = [
  {
    name: 'curl',
    title: 'curl',
    reports: 'log',
    leaks: [
      {
        what: '`--header "Authorization: Bearer $ID_TOKEN"`',
        run: 'curl --silent --fail --header "Authorization: Bearer $ID_TOKEN" "$BASE_URL/orders"',
      },
      { what: '`--verbose`', edits: [['orders.sh', '--silent --show-error', '--verbose']] },
    ],
    proxied: {
      what: '`--verbose`',
      edits: [
        ['orders.sh', '--silent --show-error', '--verbose'],
        ['orders.sh', '--header @- "$@" <<<"Authorization: Bearer $ID_TOKEN"', '"$@"'],
        ['orders.sh', '"$BASE_URL/orders")', '"$API_URL/orders")'],
      ],
    },
  },
  {
    name: 'k6',
    title: 'k6',
    isSlow: true,
    version: ['workflow.yml', /go\.k6\.io\/k6@v([\d.]+)/],
    reports: 'log',
    clean: [
      {
        what: '`--out json`, `--out csv`, `--summary-export`',
        run: './k6 run --out json=k6.json --out csv=k6.csv --summary-export summary.json orders.js',
      },
    ],
    leaks: [
      { what: '`--env "ID_TOKEN=$ID_TOKEN"`', run: './k6 run --env "ID_TOKEN=$ID_TOKEN" orders.js' },
      { what: '`--http-debug=full`', run: './k6 run --http-debug=full orders.js' },
      {
        what: '`console.log` of a whole response',
        edits: [['orders.js', 'check(created,', 'console.log(JSON.stringify(created));\n  check(created,']],
      },
      {
        what: '`k6 archive --include-system-env-vars`',
        run: './k6 run orders.js && ./k6 archive --include-system-env-vars orders.js',
      },
    ],
    proxied: {
      what: '`--http-debug=full`, `--out json`, `--out csv`, `k6 archive --include-system-env-vars`',
      run: `./k6 run --http-debug=full --out json=k6.json --out csv=k6.csv --summary-export summary.json orders.js
        ./k6 archive --include-system-env-vars orders.js`,
      edits: [['orders.js', `Authorization: \`Bearer \${__ENV.ID_TOKEN}\`, `, '']],
    },
  },
  {
    name: 'hurl',
    title: 'Hurl',
    isSlow: true,
    version: ['workflow.yml', /hurl@([\d.]+)/],
    reports: 'log, JUnit',
    clean: [
      {
        what: '`--report-html`, `--report-json`, `--report-tap`, `--very-verbose`',
        append: '--report-html html --report-json json --report-tap hurl.tap --very-verbose',
      },
    ],
    leaks: [
      {
        what: '`HURL_VARIABLE_id_token`, with `--report-html`, `--report-json`',
        run: `export HURL_VARIABLE_id_token="$HURL_SECRET_id_token"; unset HURL_SECRET_id_token
          .cargo/bin/hurl --test --report-html html --report-json json orders.hurl`,
      },
      {
        what: '`HURL_VARIABLE_id_token`, with `--very-verbose`',
        run: `export HURL_VARIABLE_id_token="$HURL_SECRET_id_token"; unset HURL_SECRET_id_token
          .cargo/bin/hurl --test --very-verbose orders.hurl`,
      },
      {
        what: '`--secret "id_token=$ID_TOKEN"`',
        run: 'unset HURL_SECRET_id_token; .cargo/bin/hurl --test --secret "id_token=$ID_TOKEN" orders.hurl',
        withToken: true,
      },
    ],
    proxied: {
      what: '`--report-html`, `--report-json`, `--report-tap`, `--very-verbose`',
      run: `export HURL_VARIABLE_api_url="$API_URL"
        .cargo/bin/hurl --test --very-verbose --report-html html --report-json json --report-tap hurl.tap orders.hurl`,
      edits: [
        ['orders.hurl', '{{base_url}}', '{{api_url}}'],
        ['orders.hurl', HURL_TOKEN, ''],
        ['orders.hurl', HURL_TOKEN, ''],
      ],
    },
  },
  {
    name: 'karate',
    title: 'Karate',
    isSlow: true,
    version: ['pom.xml', /<karate\.version>([\d.]+)</],
    reports: 'log, `target/surefire-reports`, `target/karate-reports`',
    plugins: FETCH,
    leaks: [{ what: 'no `logback-test.xml`', run: `rm src/test/java/logback-test.xml; ${MAVEN} test` }],
    proxied: {
      what: 'no `logback-test.xml`',
      run: `rm src/test/java/logback-test.xml; ${MAVEN} test`,
      edits: [
        [
          'src/test/java/karate-config.js',
          `{ Authorization: \`Bearer \${System.getenv('ID_TOKEN')}\` }`,
          "{}, apiUrl: System.getenv('API_URL')",
        ],
        ['src/test/java/orders.feature', 'Given path', 'Given url apiUrl\n    And path'],
      ],
    },
  },
  {
    name: 'rest-assured',
    title: 'REST Assured',
    isSlow: true,
    version: ['pom.xml', /<rest-assured\.version>([\d.]+)</],
    reports: 'log, `target/surefire-reports`',
    plugins: FETCH,
    leaks: [
      {
        what: '`.header("Authorization", …)` without `blacklistHeader`',
        edits: [
          ['src/test/java/OrdersTest.java', '.blacklistHeader("Authorization")', ''],
          ['src/test/java/OrdersTest.java', '.auth().oauth2(', '.header("Authorization", "Bearer " + '],
        ],
      },
    ],
    proxied: {
      what: '`log().all()`, and no `blacklistHeader`',
      edits: [
        ['src/test/java/OrdersTest.java', '.blacklistHeader("Authorization")', ''],
        ['src/test/java/OrdersTest.java', '.auth().oauth2(System.getenv("ID_TOKEN"))', '.log().all()'],
        ['src/test/java/OrdersTest.java', 'given().get(', 'given().baseUri(System.getenv("API_URL")).get('],
      ],
    },
  },
];
