/**
 * Reads clamd's replies, and guards the one door to `clean`: only a reply that has exactly the expected form for
 * exactly the request it answers may become it. Everything here is pure.
 */

import { CLEAN, heldBack, type Judgement } from '../../../shared/model/verdict.ts';

/** Text after the id. `error` is clamd saying that it could not scan; `malformed` is clamd not speaking the protocol. */
export type ReplyBody =
  | { readonly kind: 'ok' }
  | { readonly kind: 'found'; readonly signature: string }
  | { readonly kind: 'error'; readonly said: string }
  | { readonly kind: 'malformed' };

/**
 * Longest reply believed, in bytes, without its NUL. clamd's own longest is a path (PATH_MAX 4096) and a signature
 * name; anything longer is not a reply and must not be collected for ever.
 */
export const LONGEST_REPLY = 8192;

/** ClamAV's database format allows these in names; nothing that could pass for protocol or for markup. */
const SIGNATURE = /^[A-Za-z0-9][A-Za-z0-9._/+@:~-]{0,254}$/;

/** `7: stream: OK` → 7 and the rest. Ids are decimal without leading zero, from 1; null for anything else. */
export function splitId(reply: string): { id: number; rest: string } | null {
  const colon = reply.indexOf(': ');
  if (colon < 1 || colon > 10) return null;
  let id = 0;
  for (let i = 0; i < colon; i += 1) {
    const digit = reply.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (i === 0 && digit === 0)) return null;
    id = id * 10 + digit;
  }
  return { id, rest: reply.slice(colon + 2) };
}

/**
 * `rest` is the reply without its id; `subject` is what this request must be answered for: `stream` for INSTREAM,
 * else the exact path that was sent. Paths are compared as a known prefix and never searched for, because a path
 * may itself hold `: OK`.
 */
export function readBody(rest: string, subject: string): ReplyBody {
  const about = rest.startsWith(`${subject}: `) ? rest.slice(subject.length + 2) : null;
  if (about === 'OK') return { kind: 'ok' };
  if (about?.endsWith(' FOUND') === true) {
    const signature = about.slice(0, -' FOUND'.length);
    // Old engines said "(null) FOUND" when they ran into a limit: something was wrong, but nothing is known.
    return SIGNATURE.test(signature)
      ? { kind: 'found', signature }
      : { kind: 'error', said: printable(about) };
  }
  // Some errors come without the subject: "INSTREAM size limit exceeded. ERROR", "Error writing to temporary file ERROR".
  if (rest.endsWith(' ERROR'))
    return { kind: 'error', said: printable((about ?? rest).slice(0, -' ERROR'.length)) };
  return { kind: 'malformed' };
}

/** What a well-formed reply means for the file. Heuristics are suspicions or limits, signatures are detections. */
export function judge(body: Exclude<ReplyBody, { kind: 'malformed' }>): Judgement {
  switch (body.kind) {
    case 'ok':
      return CLEAN;
    case 'error':
      return heldBack('engine-error', { cause: 'engine', said: body.said });
    case 'found':
      return judgeSignature(body.signature);
  }
}

function judgeSignature(signature: string): Judgement {
  if (!signature.startsWith('Heuristics.')) return heldBack('signature', { signature });
  if (signature.startsWith('Heuristics.Limits.Exceeded')) {
    return heldBack('engine-limit', { signature, limit: signature.split('.')[3] ?? null });
  }
  if (signature.startsWith('Heuristics.Encrypted.')) return heldBack('encrypted', { signature });
  if (signature.startsWith('Heuristics.OLE2.ContainsMacros')) return heldBack('macro', { signature });
  return heldBack('heuristic', { signature });
}

/** clamd's words go into records: visible ASCII only, at most 120 characters. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}
