/**
 * What Sekisho needs of the operating system, as data: one row a Debian package.
 * `group`: `gate` is needed to check a medium, `test` only by the tests and the bench. `commands`: a machine that
 * has all of them on its path has the part, however it got there; empty where only dpkg can tell.
 *
 * @typedef {'gate' | 'test'} Group
 * @typedef {{ name: string, group: Group, why: string, commands: string[] }} SystemPackage
 */

/** @type {readonly SystemPackage[]} */
export const SYSTEM_PACKAGES = [
  { name: 'clamav-daemon', group: 'gate', why: 'clamd, the engine', commands: ['clamd'] },
  { name: 'clamav-freshclam', group: 'gate', why: 'brings definitions', commands: ['freshclam'] },
  {
    name: 'clamav',
    group: 'gate',
    why: 'clamscan and sigtool: check definitions',
    commands: ['clamscan', 'sigtool'],
  },
  { name: 'clamdscan', group: 'test', why: 'the standard tool of the bench', commands: ['clamdscan'] },
  { name: 'clamav-testfiles', group: 'test', why: 'archives that carry the ClamAV test file', commands: [] },
  { name: 'python3-pydicom', group: 'test', why: 'reads the sample images back', commands: [] },
  { name: 'python3-fusepy', group: 'test', why: 'media that are slow, lie or vanish', commands: [] },
  { name: 'fuse3', group: 'test', why: 'mounts those media', commands: ['fusermount3'] },
  { name: 'exfatprogs', group: 'test', why: 'makes exFAT media', commands: ['mkfs.exfat'] },
  {
    name: 'exfat-fuse',
    group: 'test',
    why: 'mounts exFAT where the kernel cannot',
    commands: ['mount.exfat-fuse'],
  },
  { name: 'ntfs-3g', group: 'test', why: 'makes and mounts NTFS media', commands: ['ntfs-3g', 'mkfs.ntfs'] },
  { name: 'dosfstools', group: 'test', why: 'makes FAT media', commands: ['mkfs.vfat'] },
  { name: 'mtools', group: 'test', why: 'fills FAT media without a mount', commands: ['mcopy'] },
  { name: 'fusefat', group: 'test', why: 'mounts FAT where the kernel cannot', commands: ['fusefat'] },
  { name: 'genisoimage', group: 'test', why: 'makes discs', commands: ['genisoimage'] },
  { name: 'fuseiso', group: 'test', why: 'mounts discs where the kernel cannot', commands: ['fuseiso'] },
  { name: 'p7zip-full', group: 'test', why: 'makes archives other tools make', commands: ['7z'] },
  { name: 'unzip', group: 'test', why: 'reads archives back', commands: ['unzip'] },
  { name: 'python3-openpyxl', group: 'test', why: 'makes and reads workbooks as offices do', commands: [] },
  { name: 'python3-docx', group: 'test', why: 'makes and reads documents as offices do', commands: [] },
  {
    name: 'chromium',
    group: 'test',
    why: 'prints reports to PDF and runs the windows in tests',
    commands: ['chromium'],
  },
  {
    name: 'libreoffice-calc-nogui',
    group: 'test',
    why: 'opens exported sheets as an office does',
    commands: ['soffice'],
  },
  { name: 'openssl', group: 'test', why: 'checks a signature without us', commands: ['openssl'] },
  {
    name: 'poppler-utils',
    group: 'test',
    why: 'reads those PDFs back and makes pictures of them',
    commands: ['pdftotext', 'pdftoppm', 'pdfinfo'],
  },
];

/** Groups that come with a group: the tests run the gate. @type {Record<Group, readonly Group[]>} */
export const GROUPS = { gate: ['gate'], test: ['gate', 'test'] };
