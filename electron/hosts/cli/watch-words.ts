/** What the terminal says of media that come and go. */

import { exhaustive } from '../../../shared/exhaustive.ts';
import type { DeviceFacts, DeviceRefusal, MediaEvent } from '../../../shared/model/media-event.ts';
import type { Language } from './io.ts';

export type MediaSaid = { readonly text: string; readonly ring: boolean };

const REFUSALS: Readonly<Record<DeviceRefusal, Readonly<Record<Language, string>>>> = {
  'more-than-storage': {
    ja: '記憶装置のほかに、別の機器としても動こうとしています',
    en: 'it is more than storage',
  },
  'input-behind-hub': {
    ja: 'ハブと、文字を打つ機器が一緒に現れました',
    en: 'it came with its own hub and something that types',
  },
  phone: { ja: 'スマートフォンやカメラは使えません', en: 'phones and cameras are not accepted' },
  unidentified: { ja: '何の機器か分かりません', en: 'it does not say what it is' },
  'medium-lost': { ja: '紛失として登録された媒体です', en: 'it is registered as lost' },
  'medium-retired': { ja: '廃棄として登録された媒体です', en: 'it is registered as retired' },
  guest: { ja: '登録されていない媒体です', en: 'it is not registered' },
  'guest-not-asked': {
    ja: '登録されていない媒体です(確かめる人がいません)',
    en: 'it is not registered, and nobody can be asked here',
  },
};

const HOW = {
  'powered-off': { ja: '電源を切りました', en: 'powered off' },
  ejected: { ja: '取り出しました', en: 'ejected' },
  unmounted: { ja: 'アンマウントしました', en: 'unmounted' },
  'nothing-to-eject': { ja: '取り外しの操作は不要です', en: 'nothing to eject' },
} as const;

const nameOf = (device: DeviceFacts | null): string =>
  device === null
    ? ''
    : [device.vendor, device.product].filter(Boolean).join(' ') || `${device.vendorId}:${device.productId}`;

/** Null for what needs no line. */
export function mediaWords(language: Language): (event: MediaEvent) => MediaSaid | null {
  const pick = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  const quiet = (text: string): MediaSaid => ({ text, ring: false });
  const ring = (text: string): MediaSaid => ({ text, ring: true });
  return (event) => {
    switch (event.event) {
      case 'device':
        return event.device.kind === 'storage'
          ? quiet(`${pick('機器', 'Device')}: ${nameOf(event.device)}`)
          : null;
      case 'suspect':
        return ring(
          `${pick('このUSB機器は使えません。抜いて、担当者に渡してください', 'This USB device is not accepted. Pull it and hand it to your administrator')}: ${nameOf(event.device)} (${REFUSALS[event.reason][language]})`,
        );
      case 'refused':
        return ring(
          `${pick('受け付けません', 'Not let in')}: ${event.medium ?? event.volume?.name ?? nameOf(event.device)} (${REFUSALS[event.reason][language]})`,
        );
      case 'volume':
        return quiet(`${pick('媒体を確認しました', 'Medium')}: ${event.volume.name}`);
      case 'locked':
        return ring(
          `${pick('ロックされた媒体です。ロックを外してから入れ直してください', 'Locked: unlock it first, then it is checked')}: ${event.volume.name} (${event.lock})`,
        );
      case 'unreadable':
        return ring(`${pick('読めない媒体です', 'Cannot be read')}: ${event.volume.name} (${event.why})`);
      case 'ask':
        return ring(`${pick('登録されていない媒体です', 'Not registered')}: ${event.volume.name}`);
      case 'queue':
        return event.waiting.length === 0
          ? null
          : quiet(`${pick('順番待ち', 'Waiting')}: ${event.waiting.map((one) => one.name).join(', ')}`);
      case 'removed':
        return quiet(pick('媒体が抜かれました', 'Medium removed'));
      case 'removable':
        return ring(
          `${pick('媒体を抜いてよい状態になりました', 'You may remove the medium')} (${HOW[event.how][language]})`,
        );
      case 'stuck':
        return ring(pick('媒体がまだ使われています', 'The medium is still in use'));
      case 'trouble':
        return ring(pick('媒体の見張りに問題があります', 'Trouble with watching media'));
      default:
        return exhaustive(event);
    }
  };
}
