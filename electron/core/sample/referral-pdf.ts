/** A referral letter as PDF 1.4, its Japanese text set in a font that every reader brings along (Adobe-Japan1). */

const LINES = [
  '診療情報提供書',
  '',
  '紹介先: 内科 担当医 先生御机下',
  '患者: 山田 太郎 様 (昭和25年1月1日生)',
  '傷病名: 頭痛, 高血圧症',
  '紹介目的: 頭部CTの御高診をお願いいたします。',
  '添付: 画像ディスク 1枚',
];

/** Big-endian UTF-16, as the encoding UniJIS-UCS2-H reads it. */
const hex = (line: string): string => Buffer.from(line, 'utf16le').swap16().toString('hex').toUpperCase();

export function referralPdf(): Buffer {
  const drawn = LINES.map((line) => `<${hex(line)}> Tj T*`).join('\n');
  const page = `BT /F1 14 Tf 22 TL 72 770 Td\n${drawn}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3-UniJIS-UCS2-H /Encoding /UniJIS-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /FontDescriptor 7 0 R ' +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>',
    '<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [-123 -257 1001 910] /ItalicAngle 0 ' +
      '/Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>',
  ];
  // The comment of high bytes marks the file as binary for whatever carries it.
  let body = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((object, i) => {
    const offset = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entry = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(entry).join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}
