import { describe, expect, it } from 'vitest';

import {
  ALLOWABLE_TYPES,
  extensionFits,
  extensionOf,
  typesOfExtension,
} from '../../electron/core/inspect/types.ts';
import { DEFAULT_PRESET, presetAllows } from '../../electron/core/policy/presets.ts';
import { PRESETS } from '../../shared/model/session.ts';

describe('presets', () => {
  it('general allows what some kind of medium may bring, and nothing else', () => {
    for (const type of ALLOWABLE_TYPES) {
      const somewhere = PRESETS.some((preset) => preset !== 'general' && presetAllows(preset, type));
      expect(presetAllows('general', type), type).toBe(somewhere);
      expect(somewhere, `${type} is allowed nowhere`).toBe(true);
    }
    expect(DEFAULT_PRESET).toBe('general');
  });

  it.each(PRESETS)('%s never allows programs, web pages, other archives or the unknown', (preset) => {
    for (const type of [
      null, '', 'text/html', 'image/svg+xml', 'application/rtf', 'application/vnd.microsoft.portable-executable',
      'application/x-rar-compressed', 'application/x-7z-compressed', 'application/gzip', 'application/x-cfb', 'application/x-msi',
      'application/vnd.ms-outlook', 'constructor', '__proto__',
    ]) {
      expect(presetAllows(preset, type)).toBe(false);
    } // prettier-ignore
  });

  it('claims takes receipts, but neither pictures nor archives', () => {
    expect(presetAllows('claims', 'application/x-receipt')).toBe(true);
    expect(presetAllows('claims', 'image/jpeg')).toBe(false);
    expect(presetAllows('claims', 'application/zip')).toBe(false);
  });
});

describe('extensions', () => {
  it('are those of the last name, in lower case', () => {
    expect(extensionOf('a/b.C/IM1')).toBe('');
    expect(extensionOf('x/Letter.PDF')).toBe('pdf');
    expect(extensionOf('.hidden')).toBe('');
    expect(extensionOf('a.b.c')).toBe('c');
  });

  it('stand for types, and types for extensions', () => {
    for (const type of ALLOWABLE_TYPES) {
      expect(
        ['', 'pdf', 'zip', 'csv', 'xml', '001']
          .filter((extension) => extensionFits(type, extension))
          .every((extension) => typesOfExtension(extension).includes(type)),
      ).toBe(true);
    }
    expect(typesOfExtension('exe')).toEqual([]);
    expect(extensionFits('application/dicom', '12345')).toBe(true);
  });
});
