/** Catches a screen that broke, says so, and leads back; the gate itself goes on in the core. */

import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from './big-button.tsx';
import styles from './full-screen.module.css';

type Props = { readonly children: ReactNode };

export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? (
      <Broken again={() => this.setState({ broken: false })} />
    ) : (
      this.props.children
    );
  }
}

function Broken({ again }: { readonly again: () => void }) {
  const { t } = useWords();
  return (
    <main className={styles['page']} role="alert">
      <h1 className={styles['headline']}>{t('parts.broken.headline')}</h1>
      <p className={styles['under']}>{t('parts.broken.under')}</p>
      <BigButton onClick={again}>{t('parts.broken.again')}</BigButton>
    </main>
  );
}
