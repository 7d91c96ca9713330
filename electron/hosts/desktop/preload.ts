/** Runs in each window's sandbox before the page: hands it the client and nothing else. Bundled to CommonJS. */

import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_NAMES, METHOD_NAMES } from '../../../shared/contract.ts';
import { createWindowClient } from './window-client.ts';

contextBridge.exposeInMainWorld('sekisho', createWindowClient(ipcRenderer, METHOD_NAMES, EVENT_NAMES));
