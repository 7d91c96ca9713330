/** The part of the `clamscan` package that is used here; it brings no types of its own. */
declare module 'clamscan' {
  type ClamscanOptions = {
    readonly preference: 'clamdscan';
    readonly clamscan: { readonly active: false };
    readonly clamdscan: {
      readonly socket?: string;
      readonly host?: string;
      readonly port?: number;
      readonly timeout: number;
      readonly localFallback: false;
      readonly active: true;
      readonly bypassTest: true;
    };
  };
  export default class NodeClam {
    init(options: ClamscanOptions): Promise<NodeClam>;
    getVersion(): Promise<string>;
    ping(): Promise<{ end(): void }>;
  }
}
