/** The clinic's own text formats: laboratory results, claims, health-check results. */

import iconv from 'iconv-lite';
import { zip } from './zip.ts';

/** What Japanese Windows calls Shift_JIS; lines end as Windows ends them. */
export const cp932 = (lines: readonly string[]): Buffer => iconv.encode(lines.join('\r\n') + '\r\n', 'CP932');

export const labCsv = (): Buffer =>
  cp932([
    '患者番号,氏名,採取日,項目,結果,単位,基準値',
    'S-000123,山田　太郎,2026/11/18,ＡＳＴ,24,U/L,13-30',
    'S-000123,山田　太郎,2026/11/18,クレアチニン,0.82,mg/dL,0.65-1.07',
    'S-000123,山田　太郎,2026/11/18,ＣＲＰ,0.05,mg/dL,0.00-0.14',
  ]);

/** An electronic claim: institution, patient, insurer, disease, treatment, medicine, total. */
export const claimUke = (): Buffer =>
  cp932([
    'IR,1,13,1,1234567,,見本診療所,202611,00,0300000000',
    'RE,1,1112,202610,山田　太郎,1,19500101,,,,,,,S-000123,,,,,,,,,,,,,,,',
    'HO,06132013,１２３４,５６７８,1,812,,,,,,,,',
    'SY,8833234,20261001,1,,,',
    'SI,11,1,111000110,,291,1,,,,,,,,,,,,,,,,,,,,,,,,,,,1,,,,,,,,,,,,,,',
    'IY,21,1,620000033,1,2,14,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
    'GO,1,812,99',
  ]);

const CDA = 'urn:hl7-org:v3';
const xml = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;

/** Sender, receiver, date and number; the name of the archive and of the folder in it. */
export const CHECKUP_NAME = '6631111116_01130012_200901150_1';

/** Health-check results as they go to the insurer: an index, a summary, one CDA document for each person. */
export function checkupZip(): Buffer {
  const person = 'h66311111160113001220090115000000001';
  const index = (name: string) =>
    xml(
      `<${name} xmlns="http://tokuteikenshin.jp/checkup/2007"><interactionType code="1"/><creationTime value="20090115"/>` +
        `<sender><id root="1.2.392.200119.6.102" extension="6631111116"/></sender>` +
        `<receiver><id root="1.2.392.200119.6.101" extension="01130012"/></receiver>` +
        `<serviceEventType code="1"/><totalRecordCount value="1"/></${name}>`,
    );
  const document = xml(
    `<ClinicalDocument xmlns="${CDA}"><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>` +
      `<code code="10" codeSystem="1.2.392.200119.6.1001"/><effectiveTime value="20090115"/>` +
      `<recordTarget><patientRole><patient><name>ヤマダ\u3000タロウ</name><birthTime value="19500101"/></patient></patientRole></recordTarget>` +
      `<component><structuredBody><component><section><title>検査・問診結果セクション</title>` +
      `<text>収縮期血圧 128 mmHg</text></section></component></structuredBody></component></ClinicalDocument>`,
  );
  return zip([
    [`${CHECKUP_NAME}/ix08_V08.xml`, index('index')],
    [`${CHECKUP_NAME}/su08_V08.xml`, index('summary')],
    [`${CHECKUP_NAME}/DATA/${person}.xml`, document],
  ]);
}
