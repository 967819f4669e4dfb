/** What is used here of ncc, which brings no types: https://github.com/vercel/ncc#programmatically-from-nodejs */
declare module '@vercel/ncc' {
  interface Options {
    readonly cache: false;
    readonly quiet: boolean;
    readonly mainFields: readonly string[];
  }

  /** A module of webpack's, or several that it put into one. */
  export interface Module {
    readonly identifier?: string;
    readonly modules?: readonly Module[];
  }

  interface Bundle {
    readonly code: string;
    /** The chunks, by file name. */
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
    readonly stats: { toJson(): { readonly modules: readonly Module[] } };
  }

  export default function ncc(entry: string, options: Options): Promise<Bundle>;
}
