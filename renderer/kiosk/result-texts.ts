/** A result in sentences: what was decided and what to do now; for its own screen, and beside the questions about it. */

import type { ResultView } from '../../shared/contract/snapshot.ts';
import type { Speech } from '../i18n/use-words.ts';
import type { Tone } from '../parts/tone.ts';
import type { ResultKind } from './screen.ts';
import { troubleTexts } from './trouble-texts.ts';
import { troubleOf, troubleTone } from './trouble.ts';

export type ResultTexts = {
  readonly tone: Tone;
  readonly word?: string;
  readonly headline: string;
  readonly under: string | null;
  /** Null: the next thing to do is to pull the medium out. */
  readonly next: string | null;
};

export function resultTexts(speech: Speech, result: ResultView, kind: ResultKind): ResultTexts {
  const { t, format } = speech;
  const files = format.number(result.files.released);
  switch (kind.type) {
    case 'trouble': {
      const key = troubleOf(kind.error);
      const tone = troubleTone(key);
      const stopped = result.outcome === 'refused' ? {} : { word: t('kiosk.result.stopped') };
      return { tone, ...stopped, ...troubleTexts(speech, kind.error) };
    }
    case 'released':
      return {
        tone: 'clean',
        headline: t('kiosk.result.released.headline'),
        under: t('kiosk.result.released.under', { files }),
        next: null,
      };
    case 'empty':
      return {
        tone: 'waiting',
        word: t('kiosk.result.empty.headline'),
        headline: t('kiosk.result.empty.headline'),
        under: t('kiosk.result.empty.under'),
        next: t('kiosk.result.empty.next'),
      };
    case 'partial':
      return {
        tone: 'partial',
        headline: t('kiosk.result.partial.headline', { files, held: format.number(result.files.blocked) }),
        under: null,
        next: null,
      };
    case 'infected': {
      const some = result.files.released > 0;
      return {
        tone: 'blocked',
        headline: t(some ? 'kiosk.result.infected.headlinePartial' : 'kiosk.result.infected.headline'),
        under: some ? t('kiosk.result.infected.underPartial', { files }) : null,
        next: t('kiosk.result.infected.next'),
      };
    }
    case 'unscannable':
      return {
        tone: 'unscannable',
        headline: t('kiosk.result.unscannable.headline'),
        under: null,
        next: t('kiosk.result.unscannable.next'),
      };
    case 'nothing':
      return {
        tone: 'blocked',
        headline: t('kiosk.result.nothing.headline'),
        under: null,
        next: t('kiosk.result.nothing.next'),
      };
  }
}

/** Whether it may be pulled out. */
export function mediumWords({ t }: Speech, { medium }: ResultView): string {
  return t(`kiosk.removal.${medium}`);
}
