/** A plain table for lists that are short enough to be there as a whole; long names wrap, the table scrolls sideways. */

import type { ReactNode } from 'react';
import styles from './table.module.css';

export type Column<T> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly number?: boolean;
  /** Stays on one line: a person's name, a number on a label. */
  readonly whole?: boolean;
};

type TableProps<T> = {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Dims what is over: retired, disabled, revoked. */
  readonly quiet?: (row: T) => boolean;
};

export function Table<T>({ label, columns, rows, keyOf, quiet }: TableProps<T>) {
  return (
    <div className={styles['scroll']} role="group" aria-label={label} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {columns.map(({ key, title, number }) => (
              <th key={key} scope="col" className={number === true ? styles['number'] : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={quiet?.(row) === true ? styles['quiet'] : undefined}>
              {columns.map(({ key, cell, number, whole }) => (
                <td
                  key={key}
                  className={styles[number === true ? 'number' : whole === true ? 'whole' : 'cell']}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
