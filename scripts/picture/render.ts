/** Renders a job as GitHub shows it, the log and the job summary, as an SVG without fonts or images of its own. */
import type { ShownStep } from './run.ts';

export const THEMES = ['light', 'dark'] as const;

type Theme = (typeof THEMES)[number];

const COLORS = {
  light: { page: '#ffffff', bar: '#f6f8fa', border: '#d1d9e0', text: '#1f2328', muted: '#59636e', success: '#1a7f37' },
  dark: { page: '#0d1117', bar: '#151b23', border: '#3d444d', text: '#f0f6fc', muted: '#9198a1', success: '#3fb950' },
} as const;

const WIDTH = 900;
const MARGIN = 16;
const BAR_HEIGHT = 36;
const LINE_HEIGHT = 20;
const ROW_HEIGHT = 24;
/** The second column of a table. */
const COLUMN = 220;
const MAX_LINE_LENGTH = 108;

export function renderPicture(steps: readonly ShownStep[], theme: Theme): string {
  const page = new Page();
  for (const step of steps) {
    page.addStep(step);
  }
  page.addHeading('api-tests summary');
  for (const { summary } of steps) {
    page.addSummary(summary);
  }
  return page.toSvg(theme);
}

class Page {
  readonly #elements: string[] = [];
  #y = MARGIN;

  addStep({ title, lines, milliseconds }: ShownStep): void {
    const middle = this.#y + BAR_HEIGHT / 2;
    this.#elements.push(
      `<rect class="bar" x="${MARGIN}" y="${this.#y}" width="${WIDTH - 2 * MARGIN}" height="${BAR_HEIGHT}" rx="6"/>`,
      text('muted', 28, middle + 5, '▾'),
      `<circle class="success" cx="58" cy="${middle}" r="8"/>`,
      `<path class="tick" d="M54 ${middle}l3 3l5-6"/>`,
      text('title', 78, middle + 5, escapeXml(title)),
      text('muted end', WIDTH - 28, middle + 5, `${Math.round(milliseconds / 1000)}s`),
    );
    this.#y += BAR_HEIGHT + 4;
    for (const [index, line] of lines.entries()) {
      const base = this.#y + 14;
      this.#elements.push(
        text('log muted end', 62, base, String(index + 1)),
        text('log', 78, base, escapeXml(line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line)),
      );
      this.#y += LINE_HEIGHT;
    }
    this.#y += 8;
  }

  addHeading(title: string): void {
    this.#y += 4;
    this.#elements.push(
      `<path class="border" d="M${MARGIN} ${this.#y}H${WIDTH - MARGIN}"/>`,
      text('title', MARGIN, this.#y + 28, title),
    );
    this.#y += 36;
  }

  addSummary(html: string): void {
    const heading = /<h3>(.*?)<\/h3>/.exec(html)?.[1];
    if (heading === undefined) {
      return;
    }
    this.#elements.push(text('heading', MARGIN, this.#y + 22, heading));
    this.#y += 34;
    for (const [, name = '', value = ''] of html.matchAll(/<tr><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/g)) {
      const base = this.#y + 16;
      this.#elements.push(
        `<rect class="border" x="${MARGIN}" y="${this.#y}" width="${COLUMN - MARGIN}" height="${ROW_HEIGHT}"/>`,
        `<rect class="border" x="${COLUMN}" y="${this.#y}" width="${WIDTH - MARGIN - COLUMN}" height="${ROW_HEIGHT}"/>`,
        text('', MARGIN + 12, base, name),
        text('', COLUMN + 12, base, value),
      );
      this.#y += ROW_HEIGHT;
    }
    this.#y += 12;
  }

  toSvg(theme: Theme): string {
    const { page, bar, border, text: color, muted, success } = COLORS[theme];
    return `${[
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${this.#y}" viewBox="0 0 ${WIDTH} ${this.#y}">`,
      '<title>A run on GitHub</title>',
      '<style>',
      `text{font:13px -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;fill:${color};white-space:pre}`,
      '.log{font:12px ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}',
      `.title{font-weight:600}.heading{font-size:16px;font-weight:600}.muted{fill:${muted}}.end{text-anchor:end}`,
      `.bar{fill:${bar}}.border{fill:none;stroke:${border}}.success{fill:${success}}.tick{fill:none;stroke:${page};stroke-width:2}`,
      '</style>',
      `<rect width="${WIDTH}" height="${this.#y}" fill="${page}"/>`,
      ...this.#elements,
      '</svg>',
    ].join('\n')}\n`;
  }
}

function text(classes: string, x: number, y: number, markup: string): string {
  return `<text class="${classes}" x="${x}" y="${y}">${markup}</text>`;
}

function escapeXml(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
