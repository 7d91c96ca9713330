/** What an administrator asks the list of sessions, in kinds; deep pages and questions without an answer among them. */

import type { SessionFilter } from '../../../shared/model/ledger.ts';
import { OUTCOMES, PRESETS } from '../../../shared/model/session.ts';
import { fileHash, isImaging, patientFolder, sha256, type MadeUp } from './made-up-record.ts';

const DAY_MS = 86_400_000;
/** As many lines as the window asks for at once. */
const LINES = 100;

type Kind = (index: number, made: MadeUp) => readonly Omit<SessionFilter, 'limit'>[];

/** A session's number, `index` fortieths into the record. */
const at = (index: number, { sessions }: MadeUp): number => Math.floor((index * sessions) / 40);
const instant = (ms: number): string => new Date(ms).toISOString();

const KINDS: Readonly<Record<string, Kind>> = {
  'all, page by page': (index, made) => [{}, { before: Math.ceil((made.entries * (index + 1)) / 41) }],
  'period, outcome, staff, preset': (index, made) => {
    const from = made.start + index * 25 * DAY_MS;
    return [
      { from: instant(from), to: instant(from + 30 * DAY_MS) },
      { outcome: OUTCOMES[index % OUTCOMES.length], before: Math.ceil((made.entries * (index + 1)) / 41) },
      { staff: `staff-${index % 14}`, preset: PRESETS[index % PRESETS.length] },
      { outcome: 'blocked', staff: `staff-${index % 12}`, from: instant(from) },
    ];
  },
  origin: (index, made) => [
    { origin: 'laboratory', before: Math.ceil((made.entries * (index + 1)) / 41) },
    { origin: 'vendor' },
    { origin: 'own' },
  ],
  medium: (index) => [
    { medium: `MEDIUM${index * 10 + 1}` },
    { medium: `院内${index}番` },
    { medium: `usb-${index}` },
    { medium: `ない${index}` },
  ],
  reason: () => [
    { reason: 'medium-infected' },
    { reason: 'encrypted' },
    { reason: 'dicom-preamble' },
    { reason: 'engine-error' },
  ],
  'part of a file name': (index, made) => {
    const number = at(index, made);
    const own = isImaging(number) ? patientFolder(number) : `_${number}_`;
    return [
      { search: ['山田', '鈴木', '佐藤', '高橋', '渡邉'][index % 5] },
      { search: own },
      { search: `ありません${index}` },
      { search: 'IM00', before: Math.ceil((made.entries * (index + 1)) / 41) },
    ];
  },
  'SHA-256': (index, made) => [{ search: fileHash(at(index, made), 1) }, { search: sha256(`none ${index}`) }],
};

/** The questions of each kind, forty times over. */
export function questions(made: MadeUp): Readonly<Record<string, readonly SessionFilter[]>> {
  const forty = Array.from({ length: 40 }, (_, index) => index);
  const ofKind = (kind: Kind): SessionFilter[] =>
    forty.flatMap((index) => kind(index, made).map((filter) => ({ ...filter, limit: LINES })));
  return Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [name, ofKind(kind)]));
}
