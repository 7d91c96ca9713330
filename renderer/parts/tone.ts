/** The seven ways that the gate can feel, each with its own icon: colour is never the only sign. */

import {
  IconArrowsSplit2,
  IconBarrierBlock,
  IconCircleCheck,
  IconDeviceUsb,
  IconHandStop,
  IconQuestionMark,
  IconShieldSearch,
} from '@tabler/icons-react';
import type { Outcome } from '../../shared/model/session.ts';
import type { Verdict } from '../../shared/model/verdict.ts';

export const TONES = ['waiting', 'checking', 'clean', 'partial', 'blocked', 'unscannable', 'closed'] as const;
export type Tone = (typeof TONES)[number];

export const TONE_ICONS = {
  waiting: IconDeviceUsb,
  checking: IconShieldSearch,
  clean: IconCircleCheck,
  partial: IconArrowsSplit2,
  blocked: IconHandStop,
  unscannable: IconQuestionMark,
  closed: IconBarrierBlock,
} as const satisfies Readonly<Record<Tone, unknown>>;

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  clean: 'clean',
  infected: 'blocked',
  blocked: 'partial',
  unscannable: 'unscannable',
};

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  released: 'clean',
  partial: 'partial',
  blocked: 'blocked',
  refused: 'closed',
  aborted: 'closed',
  interrupted: 'unscannable',
};
