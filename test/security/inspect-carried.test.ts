/** Documents in base64: judged like files of their own, since the engine sees nothing of them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { verdictOn } from '../inspect/staged.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82', 'latin1');
const pdf = (names: string): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj << ${names} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
const letter = readFileSync(join(import.meta.dirname, '..', 'inspect', 'real', 'letter.pdf'));
const program = Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(200)]);
const lines = (data: string): string => data.replace(/.{76}/g, '$&\r\n');

const cda = (content: string, attributes = 'representation="B64"'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf" ${attributes}>${content}</text></nonXMLBody></component></ClinicalDocument>`;
const hl7 = (field: string, type = 'ED'): string =>
  `MSH|^~\\&|HIS|A|GW|B|20261122||ORU^R01|1|P|2.5\rOBX|1|${type}|PDF||${field}||||||F\r`;
const ed = (data: string, encoding = 'Base64'): string => hl7(`^application^pdf^${encoding}^${data}`);

const base64 = (bytes: Buffer): string => bytes.toString('base64');
const script = base64(pdf('/JS (x)'));

describe('a report with base64 in it', () => {
  it.each<readonly [string, string, string]>([
    ['a letter in CDA', 'a.xml', cda(lines(base64(letter)))],
    ['a picture in CDA', 'a.xml', cda(base64(png))],
    ['nothing in CDA', 'a.xml', cda('')],
    ['text in CDA, as itself', 'a.xml', cda('see below', 'representation="TXT"')],
    ['a letter in HL7', 'a.hl7', ed(base64(letter))],
    ['a letter in HL7, with broken lines', 'a.hl7', ed(lines(base64(letter)))],
    ['a letter in HL7, with lines broken by its own signs', 'a.hl7', ed(`${base64(letter.subarray(0, 57))}\\.br\\${base64(letter.subarray(57))}`)],
    ['a letter in HL7, in hexadecimals', 'a.hl7', ed(letter.toString('hex'), 'Hex')],
    ['a code called HEX in HL7', 'a.hl7', hl7('123^HEX^LOCAL', 'CE')],
    ['a checksum in HL7', 'a.hl7', hl7('ab'.repeat(32), 'ST')],
  ])('passes: %s', async (_, path, content) => {
    expect(await verdictOn(path, content)).toBe('clean');
  }); // prettier-ignore

  it.each<readonly [string, string, string, string]>([
    ['a script in CDA', 'a.xml', cda(script), 'script'],
    ['a script in CDA, by another attribute’s spelling', 'a.xml', cda(script, "representation = '&#66;64'"), 'script'],
    ['a script in CDA, in pieces', 'a.xml', cda(`<![CDATA[${script.slice(0, 8)}]]><!-- x -->${script.slice(8)}`), 'script'],
    ['a program in CDA', 'a.xml', cda(base64(program)), 'executable'],
    ['text in CDA', 'a.xml', cda(base64(Buffer.from('text'))), 'type-mismatch'],
    ['what is no base64', 'a.xml', cda(`${script.slice(0, 8)}*${script.slice(8)}`), 'archive-unreadable'],
    ['base64 that goes on behind its end', 'a.xml', cda(`QQ==${script}`), 'archive-unreadable'],
    ['CDA that cannot be parsed', 'a.xml', cda(script).replace('</text>', ''), 'archive-unreadable'],
    ['a script in HL7', 'a.hl7', ed(script), 'script'],
    ['a script in HL7, under a lower name', 'a.hl7', ed(script, 'base64'), 'script'],
    ['a script in HL7, under no name', 'a.hl7', ed(script, ''), 'script'],
    ['a script in HL7, by a sender’s own signs', 'a.hl7', ed(script).replaceAll('^', '$'), 'script'],
    ['a script in HL7, in a second message by signs of its own', 'a.hl7', `${hl7('x', 'ST')}${ed(script).replaceAll('^', '$')}`, 'script'],
    ['a script in HL7, repeated', 'a.hl7', hl7(`^application^pdf^Base64^${base64(letter)}~^application^pdf^Base64^${script}`), 'script'],
    ['a program in HL7', 'a.hl7', ed(base64(program)), 'executable'],
  ])('is held back: %s', async (_, path, content, reason) => {
    expect(await verdictOn(path, content)).toMatchObject({ reason });
  }); // prettier-ignore

  it('larger than may be held in memory is held back with the limit', async () => {
    for (const [path, content] of [
      ['a.xml', cda(script)],
      ['a.hl7', ed(script)],
    ] as const)
      expect(await verdictOn(path, content, { limits: { documentBytes: 50 } })).toMatchObject({
        reason: 'archive-limit',
        detail: { limit: 'document-bytes' },
      });
  });
});
