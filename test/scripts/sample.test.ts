import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { eicar } from '../../scripts/sample/eicar.ts';
import {
  whenMediumIsHeldBack,
  writeSampleMedium,
  type SampleFile,
} from '../../electron/core/sample/medium.ts';
import { PRACTICE_SIGNATURE, writePracticeDefinitions } from '../../scripts/sample/practice-definitions.ts';
import { referralPdf } from '../../electron/core/sample/referral-pdf.ts';
import { zip } from '../../electron/core/sample/zip.ts';
import { hasCommand, hasPythonModule, needs, PYTHON } from '../missing-component.ts';

let folder: string;
let files: readonly SampleFile[];
const medium = () => path.join(folder, 'medium');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sekisho-sample-'));
  files = await writeSampleMedium(medium());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Python on the medium; answers what the program printed as JSON. */
function python(context: TestContext, module: string, program: string): unknown {
  needs(context, module, hasPythonModule(module));
  const run = spawnSync(PYTHON, ['-c', program], { cwd: medium(), encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

describe('the sample medium', () => {
  test('holds exactly the files it lists, and is never written over another', async () => {
    const found = readdirSync(medium(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(medium(), path.join(entry.parentPath, entry.name)));
    expect(found.sort()).toEqual(files.map((file) => file.path).sort());
    await expect(writeSampleMedium(medium())).rejects.toThrow('not empty');
  });

  test('is the same at every run', async () => {
    const again = await writeSampleMedium(path.join(folder, 'again'));
    expect(
      again.map((file) => file.content.equals(files.find((f) => f.path === file.path)!.content)),
    ).toEqual(files.map(() => true));
  });

  test('expects the default policy to release nothing', () => {
    const verdicts = files.map((file) => whenMediumIsHeldBack(file.expected).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['blocked', 'infected']));
  });

  test('has images and a directory of them that a DICOM library reads', (context) => {
    const study = python(
      context,
      'pydicom',
      `
import json
from pydicom.fileset import FileSet
images = [entry.load() for entry in FileSet('DICOMDIR')]
print(json.dumps({
  'images': len(images), 'series': len({str(i.SeriesInstanceUID) for i in images}),
  'names': sorted({i.PatientName.ideographic + '/' + i.PatientName.phonetic for i in images}),
  'pixels': sorted({len(i.PixelData) - i.Rows * i.Columns * 2 for i in images}),
  'syntax': sorted({str(i.file_meta.TransferSyntaxUID) for i in images}),
}))`,
    );
    expect(study).toEqual({
      images: 12,
      series: 2,
      names: ['山田^太郎/やまだ^たろう'],
      pixels: [0],
      syntax: ['1.2.840.10008.1.2.1'],
    });
  });

  test('has a document and a workbook that offices open', (context) => {
    const text = python(
      context,
      'docx, openpyxl',
      `
import glob, json, docx, openpyxl
sheet = openpyxl.load_workbook(glob.glob('書類/*.xlsx')[0]).active
print(json.dumps([[p.text for p in docx.Document(glob.glob('書類/*.docx')[0]).paragraphs][0], sheet['B2'].value]))`,
    );
    expect(text).toEqual(['退院時サマリー', '内科']);
  });

  test('has a PDF whose table points at its objects', () => {
    const pdf = referralPdf().toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    const entries = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)];
    expect(pdf.slice(start)).toMatch(/^xref\n0 8\n/);
    expect(entries).toHaveLength(7);
    entries.forEach(([, offset], i) =>
      expect(pdf.slice(Number(offset))).toMatch(new RegExp(`^${i + 1} 0 obj\n`)),
    );
  });

  test('has claims and results in CP932 that survive the way back', () => {
    for (const name of ['レセプト/RECEIPTC.UKE', '書類/検査結果_20261118.csv', 'README.TXT']) {
      const content = readFileSync(path.join(medium(), name));
      const text = iconv.decode(content, 'CP932');
      expect(iconv.encode(text, 'CP932')).toEqual(content);
      expect(text).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });
});

describe('the practice definitions', () => {
  test('find EICAR in every place the sample hides it, and nothing else', (context) => {
    needs(context, 'clamscan', hasCommand('clamscan'));
    const definitions = path.join(folder, 'definitions');
    writePracticeDefinitions(definitions);
    const run = spawnSync(
      'clamscan',
      ['--database', definitions, '--recursive', '--infected', '--no-summary', medium()],
      {
        encoding: 'utf8',
      },
    );
    expect(run.status).toBe(1);
    const infected = files.filter((file) => file.expected.verdict === 'infected');
    expect(run.stdout.trim().split('\n').sort()).toEqual(
      infected.map((file) => `${path.join(medium(), file.path)}: ${PRACTICE_SIGNATURE} FOUND`).sort(),
    );
  });

  test('find EICAR three archives deep', (context) => {
    needs(context, 'clamscan', hasCommand('clamscan'));
    const definitions = path.join(folder, 'more-definitions');
    writePracticeDefinitions(definitions);
    const deep = path.join(folder, 'deep.zip');
    writeFileSync(deep, zip([['b.zip', zip([['c.zip', zip([['d.com', eicar()]])]])]]));
    const run = spawnSync('clamscan', ['--database', definitions, '--no-summary', deep], {
      encoding: 'utf8',
    });
    expect(run.stdout).toContain(`${PRACTICE_SIGNATURE} FOUND`);
  });
});
