/** Puts the view of the gate's state into the system's tray. */

import path from 'node:path';
import type { MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayAction, TrayState, TrayView } from './tray-view.ts';

export type TrayDeps = {
  readonly make: (
    icon: string,
  ) => Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  readonly menu: (template: MenuItemConstructorOptions[]) => Parameters<Tray['setContextMenu']>[0];
  /** Folder with an icon for each state. */
  readonly icons: string;
  readonly act: (action: TrayAction) => void;
};

export type TrayDesk = { show(view: TrayView): void; close(): void };

export function createTray({ make, menu, icons, act }: TrayDeps): TrayDesk {
  const iconOf = (state: TrayState): string => path.join(icons, `${state}.png`);
  const tray = make(iconOf('starting'));
  tray.on('click', () => act('kiosk'));
  let shown = '';
  return {
    show(view) {
      // A menu that somebody has open closes when it is replaced.
      const looks = JSON.stringify(view);
      if (looks === shown) return;
      shown = looks;
      tray.setImage(iconOf(view.state));
      tray.setToolTip(view.tooltip);
      tray.setContextMenu(menu(templateOf(view, act)));
    },
    close: () => tray.destroy(),
  };
}

export function templateOf(view: TrayView, act: (action: TrayAction) => void): MenuItemConstructorOptions[] {
  return view.menu.flatMap((group, index) => [
    ...(index === 0 ? [] : [{ type: 'separator' as const }]),
    ...group.map(({ label, action }) =>
      // An ampersand would be taken for the mark of a shortcut.
      action === null
        ? { label: label.replaceAll('&', '&&'), enabled: false }
        : { label: label.replaceAll('&', '&&'), click: () => act(action) },
    ),
  ]);
}
