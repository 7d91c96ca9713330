/** 職員: who can be chosen at the kiosk and who may come in here; nobody is ever removed. */

import { Checkbox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../../shared/model/people.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Age } from '../../parts/age.tsx';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import { useAsk } from '../asking.ts';
import { useMay, usePerson } from '../login/login-state.tsx';
import { Asked, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { AddDialog } from './add-dialog.tsx';
import { PERSON_TONES, stateOf } from './draft.ts';
import { PersonDialog } from './person-dialog.tsx';

export function People() {
  const { t } = useWords();
  const may = useMay();
  const list = useAsk('people.list', {});
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [disabled, setDisabled] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const everyone = list.state === 'there' ? list.value : [];
  const person = everyone.find(({ id }) => id === chosen);
  return (
    <Page
      title={t('admin.people.title')}
      lead={t('admin.people.lead')}
      actions={
        may('person.add') && (
          <Button look="primary" icon={IconPlus} onClick={() => setAdding(true)}>
            {t('admin.people.add')}
          </Button>
        )
      }
    >
      {said !== null && <Notice look="good">{said}</Notice>}
      <Asked of={list}>
        {(people) =>
          people.length === 0 ? (
            <EmptyState title={t('admin.people.none')} />
          ) : (
            <>
              <PeopleTable
                people={people.filter((one) => disabled || !one.disabled)}
                onOpen={may('person.change') ? setChosen : null}
              />
              {people.some((one) => one.disabled) && (
                <Checkbox
                  label={t('admin.people.showDisabled')}
                  checked={disabled}
                  onChange={(event) => setDisabled(event.currentTarget.checked)}
                />
              )}
            </>
          )
        }
      </Asked>
      {adding && (
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={(name) => {
            setSaid(t('admin.people.added', { name }));
            list.again();
          }}
        />
      )}
      {person !== undefined && (
        <PersonDialog
          person={person}
          onClose={() => setChosen(null)}
          onChanged={() => {
            setSaid(t('admin.people.done', { name: person.name }));
            list.again();
          }}
        />
      )}
    </Page>
  );
}

type PeopleTableProps = {
  readonly people: readonly Person[];
  readonly onOpen: ((id: string) => void) | null;
};

function PeopleTable({ people, onOpen }: PeopleTableProps) {
  const { t, format } = useWords();
  const { person: own } = usePerson();
  const yesNo = (yes: boolean) => t(yes ? 'admin.people.yes' : 'admin.people.no');
  const columns: readonly Column<Person>[] = [
    {
      key: 'name',
      whole: true,
      title: t('admin.people.columns.name'),
      cell: ({ name, id }) => `${name}${id === own ? t('admin.people.you') : ''}`,
    },
    { key: 'id', title: t('admin.people.columns.id'), cell: ({ id }) => id },
    { key: 'role', title: t('admin.people.columns.role'), cell: ({ role }) => t(`admin.roles.${role}`) },
    {
      key: 'state',
      title: t('admin.people.columns.state'),
      cell: (person) => {
        const state = stateOf(person);
        const word =
          state === 'locked'
            ? t('admin.people.locked', { seconds: format.number(person.waits) })
            : t(`admin.people.states.${state}`);
        return <StateBadge tone={PERSON_TONES[state]} word={word} />;
      },
    },
    { key: 'card', title: t('admin.people.columns.card'), cell: ({ card }) => yesNo(card) },
    { key: 'totp', title: t('admin.people.columns.totp'), cell: ({ totp }) => yesNo(totp) },
    {
      key: 'lastLogin',
      title: t('admin.people.columns.lastLogin'),
      cell: ({ lastLogin }) => (lastLogin === null ? t('admin.people.never') : <Age at={lastLogin} />),
    },
  ];
  const acting: Column<Person> = {
    key: 'act',
    title: t('admin.people.columns.act'),
    cell: ({ id, name }) => (
      <Button look="link" label={t('admin.people.manage', { name })} onClick={() => onOpen?.(id)}>
        {t('admin.people.manageShort')}
      </Button>
    ),
  };
  return (
    <Table
      label={t('admin.people.title')}
      rows={people}
      keyOf={({ id }) => id}
      quiet={({ disabled }) => disabled}
      columns={onOpen === null ? columns : [...columns, acting]}
    />
  );
}
