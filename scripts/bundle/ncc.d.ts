/**
 * The part of ncc's API that the bundle script uses. ncc has no types of its own.
 *
 * @see https://github.com/vercel/ncc#programmatically-from-nodejs
 */
declare module '@vercel/ncc' {
  /** A webpack module, or several that webpack concatenated. */
  export interface Module {
    readonly identifier?: string;
    readonly modules?: readonly Module[];
  }

  export default function ncc(
    entry: string,
    options: { readonly cache: false; readonly quiet: boolean; readonly mainFields: readonly string[] },
  ): Promise<{
    readonly code: string;
    /** The chunks, by file name. */
    readonly assets: Record<string, { readonly source: string | Buffer }>;
    readonly stats: { toJson(): { readonly modules: readonly Module[] } };
  }>;
}
