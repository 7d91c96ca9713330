/** What comes in over a month: believable media, each made anew so that no two files are the same. */

import type { Origin } from '../../shared/model/facts.ts';
import type { Preset } from '../../shared/model/session.ts';
import {
  CT_IMAGE_STORAGE,
  JAPANESE,
  part10,
  personName,
  text,
  u16,
  uid,
} from '../../electron/core/sample/dicom.ts';
import { eicar } from '../sample/eicar.ts';
import { docx } from '../../electron/core/sample/office.ts';
import { checkupZip, CHECKUP_NAME, cp932 } from '../../electron/core/sample/records.ts';
import { referralPdf } from '../../electron/core/sample/referral-pdf.ts';
import { autorunInf, viewerExe } from '../../electron/core/sample/viewer.ts';
import { zip } from '../../electron/core/sample/zip.ts';
import type { Chance } from './chance.ts';

export type ArrivingFile = { readonly path: string; readonly content: Buffer };
export type ArrivingMedium = {
  readonly label: string;
  readonly preset: Preset;
  readonly origin: Origin;
  readonly sender: string | null;
  readonly purpose: string;
  readonly patientId: string | null;
  readonly files: readonly ArrivingFile[];
};

const file = (path: string, content: Buffer): ArrivingFile => ({ path, content });
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** 32 by 32 pixels: the month is about files, not about bytes. */
function image(name: string): Buffer {
  return part10(CT_IMAGE_STORAGE, uid(name), [
    text([0x0008, 0x0005], 'CS', ...JAPANESE),
    text([0x0008, 0x0016], 'UI', CT_IMAGE_STORAGE),
    text([0x0008, 0x0018], 'UI', uid(name)),
    text([0x0008, 0x0060], 'CS', 'CT'),
    personName([0x0010, 0x0010], 'Yamada^Tarou', '山田^太郎', 'やまだ^たろう'),
    u16([0x0028, 0x0010], 32),
    u16([0x0028, 0x0011], 32),
  ]);
}

/** Names that spreadsheets, terminals and old programs stumble over; each comes in some month of every clinic. */
const AWKWARD = [
  '=SUM(A1:A9)+cmd|結果.csv',
  '＝合計 11月分.csv',
  '+81-3 連絡先.csv',
  '@外来 一覧.csv',
  '"重要", 至急.csv',
  '𠮷田様 検査値.csv',
  '👶 乳児健診.csv',
  'か\u3099ん検診 結果.csv',
  '-5度 保存.csv',
] as const;

const patient = (chance: Chance): string => `P-${String(chance.between(1, 9_999)).padStart(6, '0')}`;

/** Medium `n` of the month with about `size` files. */
export function arrivingMedium(n: number, size: number, chance: Chance): ArrivingMedium {
  const lot = chance.next();
  if (lot < 0.45) return disc(n, size, chance);
  if (lot < 0.65) return letters(n, chance);
  if (lot < 0.82) return laboratory(n, size, chance);
  if (lot < 0.9) return checkup(n, chance);
  if (lot < 0.96) return claims(n, chance);
  return chance.next() < 0.5 ? infected(n, chance) : vendor(n);
}

function disc(n: number, size: number, chance: Chance): ArrivingMedium {
  const count = Math.max(10, Math.round(size * 1.7));
  const images = times(count, (i) =>
    file(`DICOM/S${Math.floor(i / 50)}/IM${String(i).padStart(4, '0')}`, image(`month ${n} ${i}`)),
  );
  const viewer = chance.next() < 0.5;
  return {
    label: `CT_${n}`,
    preset: 'imaging',
    origin: chance.pick(['patient', 'referring-hospital']),
    sender: chance.pick(['中央病院 放射線科', '市民病院', '東クリニック']),
    purpose: '紹介患者の画像',
    patientId: patient(chance),
    files: viewer
      ? [...images, file('VIEWER/VIEWER.EXE', viewerExe()), file('AUTORUN.INF', autorunInf())]
      : images,
  };
}

function letters(n: number, chance: Chance): ArrivingMedium {
  const marked = Buffer.concat([referralPdf(), Buffer.from(`% ${n}\n`)]);
  return {
    label: 'KINGSTON',
    preset: 'documents',
    origin: 'referring-hospital',
    sender: chance.pick(['中央病院 地域連携室', '西医院']),
    purpose: '紹介状',
    patientId: patient(chance),
    files: [
      file(`紹介状 ${n}号.pdf`, marked),
      file('経過.docx', docx([`経過 ${n}`, '山田　太郎　様', '経過良好につき逆紹介。'])),
    ],
  };
}

function laboratory(n: number, size: number, chance: Chance): ArrivingMedium {
  const rows = times(20, (i) => `${n}-${i},WBC,${chance.between(3000, 9000)},/μL`.replace('μ', 'u'));
  const plain = times(Math.max(2, size), (i) =>
    file(`結果/検査結果_${n}_${i}.csv`, cp932([`報告 ${n}-${i}`, ...rows])),
  );
  const awkward = AWKWARD[n % AWKWARD.length] ?? AWKWARD[0];
  return {
    label: 'LAB',
    preset: 'lab',
    origin: 'laboratory',
    sender: '検査センター',
    purpose: '検査結果の取り込み',
    patientId: null,
    files: [...plain, file(awkward, cp932([`報告 ${n}`, ...rows]))],
  };
}

function checkup(n: number, chance: Chance): ArrivingMedium {
  return {
    label: 'KENSHIN',
    preset: 'checkup',
    origin: 'own',
    sender: null,
    purpose: '特定健診データ',
    patientId: null,
    files: [
      file(`${CHECKUP_NAME}.zip`, checkupZip()),
      ...(chance.next() < 0.3 ? [file('古い.zip', Buffer.from('PK\u0003\u0004 damaged').fill(0, 12))] : []),
      file(`控え_${n}.csv`, cp932([`控え,${n}`])),
    ],
  };
}

const claims = (n: number, chance: Chance): ArrivingMedium => ({
  label: 'RECEIPT',
  preset: 'claims',
  origin: 'own',
  sender: null,
  purpose: chance.pick(['レセプト提出', '返戻の取り込み']),
  patientId: null,
  files: [
    file('RECEIPTC.UKE', cp932([`IR,1,13,1,1234567,,見本診療所,50810,00,${n}`, 'GO,1,1000,99'])),
    file(`点検表 ${n}.csv`, cp932(['番号,点数', `${n},1000`])),
  ],
});

function infected(n: number, chance: Chance): ArrivingMedium {
  const virus = `${eicar()}\n`;
  return {
    label: 'USB',
    preset: 'documents',
    origin: 'patient',
    sender: null,
    purpose: '患者さんが持参した資料',
    patientId: patient(chance),
    files: [
      file('写真の説明.txt', Buffer.from(`資料 ${n}\n`)),
      chance.next() < 0.5
        ? file('資料.zip', zip([['連絡.txt', virus]]))
        : file('開いてください.txt', Buffer.from(virus)),
    ],
  };
}

const vendor = (n: number): ArrivingMedium => ({
  label: 'MAINTENANCE',
  preset: 'general',
  origin: 'vendor',
  sender: '保守会社',
  purpose: '部門システムの保守',
  patientId: null,
  files: [
    file('setup/SETUP.EXE', Buffer.concat([viewerExe(), Buffer.from(`build ${n}`)])),
    file('手順.txt', cp932([`手順 ${n}`])),
  ],
});
