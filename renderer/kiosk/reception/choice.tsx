/** A question that is answered by pressing one of a closed list of large buttons. */

import type { ComponentProps } from 'react';
import { BigButton } from '../../parts/big-button.tsx';
import { Answers, Question, type QuestionProps } from './question.tsx';

/** `note`: a second line, smaller. */
type Choice<V extends string> = {
  readonly value: V;
  readonly icon: NonNullable<ComponentProps<typeof BigButton>['icon']>;
  readonly label: string;
  readonly note?: string;
};

type ChoiceProps<V extends string> = QuestionProps & {
  readonly headline: string;
  readonly choices: readonly Choice<V>[];
  readonly chosen: V | null;
  readonly onChoose: (value: V) => void;
};

export function ChoiceQuestion<V extends string>(props: ChoiceProps<V>) {
  const { back, headline, choices, chosen, onChoose, ...page } = props;
  return (
    <Question
      headline={headline}
      onBack={back === null ? undefined : () => page.dispatch({ type: 'back-to', step: back })}
      {...page}
    >
      <Answers label={headline}>
        {choices.map(({ value, icon, label, note }) => (
          <BigButton
            key={value}
            look="choice"
            icon={icon}
            pressed={chosen === value}
            disabled={page.acts.busy}
            {...(note === undefined ? {} : { note })}
            onClick={() => onChoose(value)}
          >
            {label}
          </BigButton>
        ))}
      </Answers>
    </Question>
  );
}
