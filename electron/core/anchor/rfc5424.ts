/** Writes one head as a syslog message (RFC 5424): structured data for the collector's search, the signed line as text. */

import type { HeadLine } from '../audit/heads.ts';

/** Facility 13, "log audit"; severity 5, notice: normal but worth keeping. */
const PRIORITY = 13 * 8 + 5;

/** IANA's number for documentation (RFC 5612): the project has none of its own, and collectors need only a name. */
const STRUCTURED_ID = 'sekisho@32473';

export type Sender = {
  /** How the gate calls itself: printable ASCII, at most 255 characters. */
  readonly name: string;
  /** SHA-256 of the public key, hex. */
  readonly fingerprint: string;
};

/** `"`, `\` and `]` are what RFC 5424 section 6.3.3 wants escaped in a value. */
const value = (text: string): string => text.replace(/["\\\]]/g, (character) => `\\${character}`);

/** RFC 5424 section 6: printable ASCII without spaces, else the nil value. */
const name = (text: string): string => {
  const safe = text.replace(/[^\x21-\x7e]/g, '-').slice(0, 255);
  return safe === '' ? '-' : safe;
};

/** `line`: the text of the line in heads.log that `head` was read from; canonical JSON, so plain ASCII. */
export function syslogMessage(head: HeadLine, line: string, sender: Sender): string {
  const parameters: readonly (readonly [string, string])[] = [
    ['seq', String(head.seq)],
    ['hash', head.hash],
    ['key', sender.fingerprint],
  ];
  const data = parameters.map(([key, text]) => ` ${key}="${value(text)}"`).join('');
  return `<${PRIORITY}>1 ${head.at} ${name(sender.name)} sekisho - head [${STRUCTURED_ID}${data}] ${line}`;
}

/** RFC 6587 section 3.4.1 and RFC 5425 section 4.3: the length in octets, a space, the message. */
export const counted = (message: string): Buffer =>
  Buffer.concat([Buffer.from(`${Buffer.byteLength(message)} `), Buffer.from(message)]);
