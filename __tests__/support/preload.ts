import { pathToFileURL } from 'node:url';

/**
 * Returns `NODE_OPTIONS` that load a file before the main module.
 *
 * @param options existing options to extend
 */
export function preload(file: string, options = ''): string {
  return `${options} --import=${pathToFileURL(file).href}`.trim();
}

/** Returns `NODE_OPTIONS` that run this code before the main module. */
export function preloadCode(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
