import { pathToFileURL } from 'node:url';

/**
 * `NODE_OPTIONS` for processes that are to load a file before anything else.
 *
 * @param options what it holds already
 */
export function preload(file: string, options = ''): string {
  return `${options} --import=${pathToFileURL(file).href}`.trim();
}
