/** A Windows program as small as one may be: well-formed, and it does nothing but end. */

const FILE_ALIGNMENT = 0x200;
const SECTION_ALIGNMENT = 0x1000;
const CODE = Buffer.from([0x31, 0xc0, 0xc3]); // xor eax, eax; ret

/** PE32 for i386, one section of code. Field names and sizes as in Microsoft's PE format, "Optional Header". */
export function viewerExe(): Buffer {
  const file = Buffer.alloc(2 * FILE_ALIGNMENT);
  file.write('MZ', 0, 'latin1');
  const pe = 0x80;
  file.writeUInt32LE(pe, 0x3c); // e_lfanew
  file.write('PE\0\0', pe, 'latin1');
  const coff = pe + 4;
  file.writeUInt16LE(0x14c, coff); // Machine: i386
  file.writeUInt16LE(1, coff + 2); // NumberOfSections
  file.writeUInt16LE(0xe0, coff + 16); // SizeOfOptionalHeader
  file.writeUInt16LE(0x0102, coff + 18); // Characteristics: executable, 32 bits
  const optional = coff + 20;
  file.writeUInt16LE(0x10b, optional); // Magic: PE32
  file.writeUInt32LE(FILE_ALIGNMENT, optional + 4); // SizeOfCode
  file.writeUInt32LE(SECTION_ALIGNMENT, optional + 16); // AddressOfEntryPoint
  file.writeUInt32LE(SECTION_ALIGNMENT, optional + 20); // BaseOfCode
  file.writeUInt32LE(0x400000, optional + 28); // ImageBase
  file.writeUInt32LE(SECTION_ALIGNMENT, optional + 32);
  file.writeUInt32LE(FILE_ALIGNMENT, optional + 36);
  file.writeUInt16LE(5, optional + 40); // MajorOperatingSystemVersion
  file.writeUInt16LE(5, optional + 48); // MajorSubsystemVersion
  file.writeUInt32LE(2 * SECTION_ALIGNMENT, optional + 56); // SizeOfImage
  file.writeUInt32LE(FILE_ALIGNMENT, optional + 60); // SizeOfHeaders
  file.writeUInt16LE(2, optional + 68); // Subsystem: Windows GUI
  file.writeUInt32LE(0x100000, optional + 72); // SizeOfStackReserve
  file.writeUInt32LE(0x1000, optional + 76); // SizeOfStackCommit
  file.writeUInt32LE(0x100000, optional + 80); // SizeOfHeapReserve
  file.writeUInt32LE(0x1000, optional + 84); // SizeOfHeapCommit
  file.writeUInt32LE(16, optional + 92); // NumberOfRvaAndSizes
  const section = optional + 0xe0;
  file.write('.text', section, 'latin1');
  file.writeUInt32LE(CODE.length, section + 8); // VirtualSize
  file.writeUInt32LE(SECTION_ALIGNMENT, section + 12); // VirtualAddress
  file.writeUInt32LE(FILE_ALIGNMENT, section + 16); // SizeOfRawData
  file.writeUInt32LE(FILE_ALIGNMENT, section + 20); // PointerToRawData
  file.writeUInt32LE(0x60000020, section + 36); // Characteristics: code, execute, read
  CODE.copy(file, FILE_ALIGNMENT);
  return file;
}

/** What starts it where a computer still heeds such files. */
export const autorunInf = (): Buffer =>
  Buffer.from('[autorun]\r\nopen=VIEWER\\VIEWER.EXE\r\nlabel=IMAGE CD\r\n');
