/** What a bar shows of bytes read and files checked: honest, never backwards, never full before the end. */

/** Bytes and files, done and in all. A medium of many small files is bound by their number, one of few large by bytes. */
export type Amount = {
  readonly bytesDone: number;
  readonly bytes: number;
  readonly filesDone: number;
  readonly files: number;
};

const share = (done: number, all: number): number => (all <= 0 ? 1 : Math.min(1, Math.max(0, done / all)));

/** 0 to 100; 100 only when every file and every byte is done. */
export function percent({ bytesDone, bytes, filesDone, files }: Amount): number {
  if (files <= 0 && bytes <= 0) return 0;
  return 100 * Math.min(1, (share(bytesDone, bytes) + share(filesDone, files)) / 2);
}

export type Shown = { readonly subject: string; readonly share: number };

export const furthest = (before: Shown, now: Shown): Shown =>
  now.subject === before.subject && now.share <= before.share ? before : now;
