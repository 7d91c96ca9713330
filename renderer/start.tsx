/** Puts a window together: styles, language, the way to the core, and the root of the components. */

import '@mantine/core/styles.layer.css';
import './theme/tokens.css';
import './theme/fonts.css';
import './theme/mantine.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readAddress } from './bridge/address.ts';
import { createGateStore } from './bridge/gate-store.ts';
import { findHost } from './bridge/host.ts';
import { createTranslator } from './i18n/setup.ts';
import { isLanguage } from './i18n/texts.ts';

const { kind, language } = readAddress(window.location.hash);
const host = findHost(window, kind);
const store = createGateStore(host, window);
const translator = createTranslator(language !== null && isLanguage(language) ? language : 'ja');

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App kind={kind} host={host} store={store} translator={translator} />
  </StrictMode>,
);
