import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Preset } from '../../shared/model/session.ts';
import type { Reason } from '../../shared/model/verdict.ts';
import { hasPythonModule, needs, PYTHON } from '../missing-component.ts';
import { inspectBytes, verdictOn } from './staged.ts';

const PYDICOM = '/usr/lib/python3/dist-packages/pydicom/data';
const CLAMAV = '/usr/share/clamav-testfiles';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What is held back of Debian's python3-pydicom, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, readonly [Reason, string]>> = {
  'no_meta.dcm': [
    'type-not-allowed',
    'made to be broken: a stray byte stands before its first element, so no marks of DICOM are left',
  ],
  'zipMR.gz': ['type-not-allowed', 'a gzip archive'],
  'rtplan.dump': ['type-not-allowed', 'a text dump under an extension of its own'],
  'rtstruct.dump': ['type-not-allowed', 'a text dump under an extension of its own'],
};

describe('the test media of pydicom', () => {
  it('pass as imaging media, each exception with its reason', async (context) => {
    needs(context, 'python3-pydicom', existsSync(PYDICOM));
    const media = filesBelow(PYDICOM).filter((file) => !/\.(?:py|pyc|json|md)$/.test(file));
    expect(media.length).toBeGreaterThan(150);
    const held: Record<string, Reason> = {};
    for (const file of media) {
      const verdict = await verdictOn(basename(file), readFileSync(file), { preset: 'imaging' });
      if (verdict !== 'clean') held[basename(file)] = verdict.reason;
    }
    expect(held).toEqual(
      Object.fromEntries(Object.entries(EXCEPTIONS).map(([name, [reason]]) => [name, reason])),
    );
  });
});

describe('the test files of ClamAV', () => {
  it('are held back by inspection alone, each with a reason', async (context) => {
    needs(context, 'clamav-testfiles', existsSync(CLAMAV));
    const files = filesBelow(CLAMAV);
    expect(files.length).toBeGreaterThanOrEqual(44);
    for (const file of files) {
      const verdict = await verdictOn(basename(file), readFileSync(file));
      expect(verdict, basename(file)).not.toBe('clean');
    }
  });

  it.for([
    ['clam.ole.doc', 'executable'],
    ['clam.ppt', 'executable'],
    ['clam.pdf', 'executable'],
    ['clam.zip', 'executable'],
    ['clam.bz2.zip', 'archive-method'],
    ['clam.7z', 'type-not-allowed'],
    ['clam.cab', 'type-not-allowed'],
    ['clam.exe.rtf', 'type-not-allowed'],
  ] as const)('%s for the right reason', async ([name, reason], context) => {
    needs(context, 'clamav-testfiles', existsSync(CLAMAV));
    expect(await verdictOn(name, readFileSync(join(CLAMAV, name)))).toMatchObject({ reason });
  });
});

describe('documents of real programs', () => {
  it.each([
    ['letter.pdf', 'application/pdf'],
    ['letter.odt', 'application/vnd.oasis.opendocument.text'],
    ['letter.doc', 'application/msword'],
    ['lab.ods', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['lab.xls', 'application/vnd.ms-excel'],
    ['deck.odp', 'application/vnd.oasis.opendocument.presentation'],
    ['deck.pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ])('pass from LibreOffice: %s', async (name, type) => {
    const report = await inspectBytes(name, readFileSync(join(import.meta.dirname, 'real', name)), {
      preset: 'documents',
    });
    expect(report).toEqual({ type, judgement: { verdict: 'clean' } });
  });

  it('are held back where they need a password', async () => {
    const encrypted = readFileSync(join(import.meta.dirname, 'real', 'letter-encrypted.pdf'));
    expect(await verdictOn('letter.pdf', encrypted)).toMatchObject({ reason: 'encrypted' });
  });

  it.for([
    [
      'docx',
      "d=docx.Document(); d.add_heading('紹介状',0); d.add_paragraph('経過'); d.add_table(2,2); d.save(out)",
      'docx',
    ],
    [
      'openpyxl',
      "w=openpyxl.Workbook(); w.active.append([1,'検査',2.5]); w.active['A2'].hyperlink='https://example.org/'; w.save(out)",
      'xlsx',
    ],
  ] as const)('pass from python3-%s', async ([module, code, extension], context) => {
    needs(context, `python3-${module}`, hasPythonModule(module));
    const program = `import sys,${module}\nout=sys.argv[1]\n${code}`;
    const folder = mkdtempSync(join(tmpdir(), 'documents-'));
    try {
      const out = join(folder, `made.${extension}`);
      expect(spawnSync(PYTHON, ['-c', program, out]).stderr.toString()).toBe('');
      expect(await verdictOn(`made.${extension}`, readFileSync(out), { preset: 'documents' })).toBe('clean');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what clinics receive', () => {
  const receipt = Buffer.concat([
    Buffer.from('IR,1,13,1,1234567,,'),
    Buffer.from([0x88, 0xe3, 0x89, 0x40]),
    Buffer.from(',50611,,\r\nRE,1,1112,50611,\r\n\x1a'),
  ]);
  const hl7 =
    'MSH|^~\\&|HIS|A|GW|B|20261122||ADT^A08|1|P|2.5||||||~ISO IR87||ISO 2022-1994\rPID|1||00001||\x1b$B;3ED\x1b(B^||\r';
  const cda =
    '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="x.xsl"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"><id/></ClinicalDocument>';
  it.each<readonly [Preset, string, Buffer | string, string]>([
    ['claims', 'RECEIPTC.UKE', receipt, 'application/x-receipt'],
    ['claims', 'RECEIPTC.HEN', receipt, 'application/x-receipt'],
    ['lab', 'kekka.csv', Buffer.from('8c9f8db82c310d0a', 'hex'), 'text/csv'],
    ['lab', 'irai20260101.txt', 'A1 00001      123.4\r\n', 'text/plain'],
    ['lab', 'kekka.dat', Buffer.from([0xb6, 0xc5, 0x2c, 0x31]), 'text/plain'],
    ['checkup', 'DATA/h1.xml', cda, 'application/cda+xml'],
    [
      'checkup',
      'XSD/hc08.xsd',
      '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
      'application/xml',
    ],
    [
      'checkup',
      'DATA/sjis.xml',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><a>'),
        Buffer.from([0x8c, 0x9f]),
        Buffer.from('</a>'),
      ]),
      'application/xml',
    ],
    ['ssmix2', '000/001/0000001/20261122/ADT-00/0000001_20261122_ADT-00_1_-_1', hl7, 'application/hl7-v2'],
    [
      'general',
      'メモ.txt',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('検査のメモ\r\n', 'utf16le')]),
      'text/plain',
    ],
    ['general', 'empty.csv', '', 'application/x-empty'],
    ['imaging', 'IHE_PDI/README.TXT', 'See DICOMDIR\r\n', 'text/plain'],
  ])('passes as %s: %s', async (preset, path, content, type) => {
    expect(await inspectBytes(path, content, { preset })).toEqual({ type, judgement: { verdict: 'clean' } });
    expect(await verdictOn(path, content, { preset: 'general' })).toBe('clean');
  });

  it('is what the preset says and nothing else', async () => {
    expect(
      await verdictOn('a.pdf', readFileSync(join(import.meta.dirname, 'real', 'letter.pdf')), {
        preset: 'claims',
      }),
    ).toEqual({
      reason: 'type-not-allowed',
      detail: { type: 'application/pdf', extension: 'pdf', preset: 'claims' },
    });
  });
});
