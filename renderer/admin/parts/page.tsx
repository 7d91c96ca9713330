/** How a page and its parts begin: what this is in one line, and what can be done here. */

import { useId, type ReactNode } from 'react';
import styles from './page.module.css';

type PageProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Takes the whole height, so that a long table scrolls inside of it. */
  readonly tall?: boolean;
};

export function Page({ title, lead, actions, children, tall = false }: PageProps) {
  return (
    <div className={`${styles['page'] ?? ''} ${tall ? (styles['tall'] ?? '') : ''}`}>
      <header className={styles['head']}>
        <div className={styles['titles']}>
          <h1 className={styles['title']}>{title}</h1>
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

type PanelProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

export function Panel({ title, note, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <div className={styles['panelHead']}>
        <h2 id={id} className={styles['panelTitle']}>
          {title}
        </h2>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {note !== undefined && <p className={styles['note']}>{note}</p>}
      {children}
    </section>
  );
}

/** Facts as name and value; what is unknown is left out by whoever lists them. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles['facts']}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles['fact']}>
          <dt className={styles['name']}>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
