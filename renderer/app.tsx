/** One window: the kiosk or the administrator's. The other one's code is not even loaded. */

import type { i18n } from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { WindowKind } from '../shared/contract/method.ts';
import { GateProvider } from './bridge/gate-context.tsx';
import type { GateStore } from './bridge/gate-store.ts';
import type { Host } from './bridge/host.ts';
import { useWords } from './i18n/use-words.ts';
import { Connected } from './parts/connected.tsx';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { LoadingState } from './parts/notice-state.tsx';
import { ThemeProvider } from './theme/provider.tsx';

const WINDOWS = {
  kiosk: lazy(() => import('./kiosk/App.tsx')),
  admin: lazy(() => import('./admin/App.tsx')),
} as const satisfies Readonly<Record<WindowKind, unknown>>;

type AppProps = {
  readonly kind: WindowKind;
  readonly host: Host;
  readonly store: GateStore;
  readonly translator: i18n;
};

export function App({ kind, host, store, translator }: AppProps) {
  const Window = WINDOWS[kind];
  return (
    <I18nextProvider i18n={translator}>
      <ThemeProvider>
        <PageLanguage />
        <ErrorBoundary>
          <GateProvider host={host} store={store}>
            <Connected>
              <Suspense fallback={<LoadingState />}>
                <Window />
              </Suspense>
            </Connected>
          </GateProvider>
        </ErrorBoundary>
      </ThemeProvider>
    </I18nextProvider>
  );
}

/** Screen readers and hyphenation go by the page's own `lang`. */
function PageLanguage() {
  const { language, t } = useWords();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('parts.product');
  }, [language, t]);
  return null;
}
