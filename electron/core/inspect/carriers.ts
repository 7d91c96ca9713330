/**
 * Names that Windows acts on by themselves, whatever is in the file: programs, scripts, shortcuts, autorun; and the junk
 * that operating systems leave on every medium.
 */

import type { BlockedReason } from '../../../shared/model/verdict.ts';

// Sources: Outlook's and Gmail's lists of blocked attachments, PATHEXT, and the file types Windows 7–11 open by default.
const BY_REASON = {
  executable:
    'exe com scr pif dll ocx cpl sys drv msi msp mst msu msix msixbundle appx appxbundle appinstaller appref-ms application ' +
    'gadget chm hlp jar jnlp class xap air apk ipa deb rpm run elf so dylib app dmg pkg command xll wll ' +
    'ax efi mui vxd 386 acm tsp prg crx xpi swf wasm diagcab settingcontent-ms',
  script:
    'bat cmd btm ps1 ps1xml ps2 ps2xml psc1 psc2 psm1 psd1 psd1xml cdxml pssc vbs vbe vb js jse mjs cjs wsf wsc wsh ws sct hta ' +
    'reg inf ins isp sh bash zsh csh ksh fish pl pm py pyc pyo pyw pyz pyzw rb php phtml php3 php5 asp aspx jsp ' +
    'lua tcl ahk au3 applescript scpt workflow kix mof vsw msh msh1 msh2 mshxml msh1xml msh2xml csproj vbproj proj ' +
    'targets nsi xsl xslt xaml xbap osd bgi iqy slk rqy oqy dqy',
  shortcut:
    'lnk url website scf library-ms search-ms searchconnector-ms mcl mad maf mag mam maq mar mas mat mav maw desklink mapimail glk desktop webloc inetloc fileloc rdp rdg theme ' +
    'themepack deskthemepack contact group job wcx its ica vnc cnt pcd prf msc shb shs printerexport ' +
    'xnk ms-search diagcfg diagpkg grp udl',
  macro:
    'docm dotm xlsm xltm xlsb xla xlam pptm potm ppsm ppam sldm mda mdb mde mdt mdw mdz ade adp adn ' +
    'accda accdb accde accdt accdr',
  // Disk images mount by a double click and take the mark of the web off what is inside.
  'type-not-allowed': 'iso vhd vhdx vmdk wim esd swm udf nrg mdf ova',
} as const satisfies Partial<Record<BlockedReason, string>>;

const REASON_OF_EXTENSION = new Map<string, BlockedReason>(
  (Object.entries(BY_REASON) as [BlockedReason, string][]).flatMap(([reason, list]) =>
    list.split(' ').map((extension) => [extension, reason] as const),
  ),
);

/** The reason an extension is held back for whatever the content, or null. Lower case, no dot. */
export const reasonOfExtension = (extension: string): BlockedReason | null =>
  REASON_OF_EXTENSION.get(extension) ?? null;

/** autorun.inf, and the names that old Windows and autorun worms use for the same. */
export const isAutorun = (name: string): boolean =>
  /^(?:autorun|autoplay)\.(?:inf|ini|bat|cmd|vbs|exe)$/i.test(name);

/** A folder named `x.{CLSID}` opens as that object of the Windows shell instead of as a folder. */
export const isShellFolder = (component: string): boolean =>
  /\.\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i.test(component);

const JUNK_FOLDERS = new Set([
  'system volume information', '$recycle.bin', 'recycler', 'recycled', '.trashes', '.trash-1000', '.trash',
  '.fseventsd', '.spotlight-v100', '.temporaryitems', '.documentrevisions-v100', 'found.000', '__macosx', 'lost+found',
]); // prettier-ignore
const JUNK_FILES = new Set([
  'desktop.ini',
  'thumbs.db',
  'ehthumbs.db',
  '.ds_store',
  '.apdisk',
  '.volumeicon.icns',
  '.directory',
  // The clinic's own mark on a registered medium (media/mark.ts).
  '.sekisho-medium',
]);

/**
 * The component that makes a path known junk, or null. Junk is never let in; it is only set aside without alarm, and
 * only where nothing worse is found in it.
 */
export function junkIn(path: string): string | null {
  const components = path.split('/');
  const name = components.pop() ?? '';
  for (const component of components) if (JUNK_FOLDERS.has(component.toLowerCase())) return component;
  return JUNK_FILES.has(name.toLowerCase()) || name.startsWith('._') ? name : null;
}
