/**
 * The parts of docs/troubleshooting.md that are generated: the index, and the message under each heading.
 */
import { ACCESS_FAILURES } from '../../src/failures/records/access.ts';
import { CHALLENGE_FAILURES } from '../../src/failures/records/challenges.ts';
import { CLEANUP_FAILURES } from '../../src/failures/records/cleanup.ts';
import { CONNECTION_FAILURES } from '../../src/failures/records/connection.ts';
import { IDENTITY_POOL_FAILURES } from '../../src/failures/records/identity-pool.ts';
import { LOGIN_PAGE_FAILURES } from '../../src/failures/records/login-page.ts';
import { PROBE_FAILURES } from '../../src/failures/records/probe.ts';
import { PROXY_FAILURES } from '../../src/failures/records/proxy.ts';
import { SIGN_IN_FAILURES } from '../../src/failures/records/sign-in.ts';
import { TOKEN_FAILURES } from '../../src/failures/records/tokens.ts';
import { USER_POOL_FAILURES } from '../../src/failures/records/user-pool.ts';
import { WORKFLOW_FAILURES } from '../../src/failures/records/workflow.ts';
import { exampleMessages, NOTICES } from './messages.ts';

/** Rows of the index. */
const AREAS: Readonly<Record<string, object>> = {
  'Inputs and workflow': WORKFLOW_FAILURES,
  'AWS credentials and roles': ACCESS_FAILURES,
  'User pool and app client': USER_POOL_FAILURES,
  'Signing in': { ...SIGN_IN_FAILURES, ...CHALLENGE_FAILURES },
  'The login page': LOGIN_PAGE_FAILURES,
  'Tokens and the client credentials grant': TOKEN_FAILURES,
  'Identity pool': IDENTITY_POOL_FAILURES,
  Connection: CONNECTION_FAILURES,
  Cleanup: CLEANUP_FAILURES,
  Probe: PROBE_FAILURES,
  Proxy: PROXY_FAILURES,
  Notices: { ...NOTICES, 'inputs-unusual': {} },
};

const LAST_AREA = 'Without a message';
const LINE_WIDTH = 150;

/** Returns the page with an updated index and updated quotes. The tests find codes that have no heading. */
export function updateTroubleshooting(page: string): string {
  let updated = page.replace(/^\| about \| headings \|\n(\|.*\n)+/m, () => indexOf(page));
  for (const [code, message] of exampleMessages()) {
    const quote = new RegExp(`(^## ${code}\\n\\n)(?:> .*\\n)*`, 'm');
    updated = updated.replace(quote, (_, heading: string) => `${heading}${quoteOf(message)}`);
  }
  return updated;
}

function indexOf(page: string): string {
  const [, end = ''] = page.split(`\n## ${LAST_AREA}\n`);
  const last = [...end.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
  const rows = [
    ...Object.entries(AREAS).map(([area, records]) => [area, Object.keys(records)] as const),
    [LAST_AREA, last] as const,
  ];
  const lines = rows.map(([area, headings]) => `| ${area} | ${headings.map(linkTo).join(', ')} |\n`);
  return `| about | headings |\n|---|---|\n${lines.join('')}`;
}

function linkTo(heading: string): string {
  return `[${heading}](#${heading.toLowerCase().replaceAll(' ', '-')})`;
}

/** A blockquote of lines that hold as many words as fit. */
function quoteOf(message: string): string {
  const lines: string[] = [];
  let line = '>';
  for (const word of message.split(' ')) {
    // At the beginning of a line, these would be lists or headings.
    const isMarkup = /^([-+*#]+|\d+[.)])$/.test(word);
    if (`${line} ${word}`.length > LINE_WIDTH && !isMarkup) {
      lines.push(line);
      line = '>';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}
