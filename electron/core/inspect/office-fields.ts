/** Looks into the text parts of OOXML documents for what starts a program or fetches something: fields, actions, connections. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { isLocal, mentions, walkPart, type Attributes } from './office-part.ts';
import type { Source } from './source.ts';
import { startsProgram } from './tables.ts';
import type { Encoding } from './text.ts';

/** Names of elements and attributes, which XML has no second way to spell. */
const WORDS = ['instr', 'InstrText', 'ddeLink', 'oleLink', 'hlink', 'connection', 'queryTable'];

/** Elements that hold a formula: of a cell, a name, a condition, a check. */
const FORMULA = /^(?:f|formula[12]?|definedName)$/;
const FORMULAS = ['<f', ':f', 'definedName'];
/** What every formula that starts a program needs, as it is or by number. */
const BARS = ['|', '&#'];

/** Null where nothing in the part acts. */
export function judgeFields(source: Source, encoding: Encoding): Held | null {
  const formulas = mentions(source, FORMULAS) && mentions(source, BARS);
  if (!formulas && !mentions(source, WORDS)) return null;
  let formula = '';
  const dde = (): Held | null => (startsProgram(`=${formula}`) ? heldBack('macro', { rule: 'dde' }) : null);
  const fields = collectFields();
  const held = walkPart(source, encoding, {
    open: (name, _uri, attributes) => {
      fields.open(name, attributes);
      const found = FORMULA.test(name) ? dde() : null;
      if (FORMULA.test(name)) formula = '';
      return found ?? judgeAction(name, attributes);
    },
    text: (name, text) => {
      if (name === 'instrText' || name === 'delInstrText') fields.text(text);
      else if (FORMULA.test(name)) formula += text;
    },
  });
  return held ?? dde() ?? judgeInstructions(fields.ended());
}

const YES = /^(?:1|true|on)$/i;

function judgeAction(name: string, attributes: Attributes): Held | null {
  if (name === 'ddeLink' || name === 'oleLink') return heldBack('macro', { rule: 'dde' });
  // A click or a passing mouse; slides, links and sounds have actions of other names.
  if (attributes('action').some((action) => /^\s*ppaction:\/\/(?:program|macro|ole)/i.test(action)))
    return heldBack('macro', { rule: 'action' });
  if (name !== 'connection' && name !== 'queryTable') return null;
  const fetches =
    attributes('refreshOnLoad').some((value) => YES.test(value.trim())) ||
    attributes('interval').some((minutes) => Number(minutes) !== 0);
  return fetches ? heldBack('macro', { rule: 'connection' }) : null;
}

/** Instructions may be cut over many runs, and a field may stand inside another's instruction and become part of it. */
function collectFields(): {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  ended(): readonly string[];
} {
  const done: string[] = [];
  const within: { instruction: string; shown: boolean }[] = [];
  let loose = '';
  const add = (text: string): void => {
    const field = within.at(-1);
    if (field === undefined) loose += text;
    else field.instruction += text;
  };
  const end = (): void => {
    const field = within.pop();
    if (field === undefined) return;
    done.push(field.instruction);
    if (within.at(-1)?.shown === false) add(` ${field.instruction} `);
  };
  return {
    open: (name, attributes) => {
      if (name === 'fldSimple') done.push(...attributes('instr'));
      if (name !== 'fldChar') return;
      const [kind] = attributes('fldCharType');
      const field = within.at(-1);
      // Deeper than any program nests them, all is read as one.
      if (kind === 'begin' && within.length < 64) within.push({ instruction: '', shown: false });
      else if (kind === 'separate' && field !== undefined) field.shown = true;
      else if (kind === 'end') end();
    },
    text: add,
    ended: () => {
      while (within.length > 0) end();
      return [...done, loose];
    },
  };
}

const DDE = /(?:^|[\s"{])DDE(?:AUTO)?(?:[\s"\\]|$)/i;
/** Fields that put the content of another file into the document. */
const INCLUDES = /(?:^|[\s"{])(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|RD|DATABASE)(?:[\s"]|$)/i;

function judgeInstructions(instructions: readonly string[]): Held | null {
  // Fields that only together spell a word are caught as well.
  if ([...instructions, instructions.join('')].some((instruction) => DDE.test(instruction)))
    return heldBack('macro', { rule: 'dde' });
  const remote = instructions.some(
    (instruction) => INCLUDES.test(instruction) && instruction.split(/[\s"]+/).some((word) => !isLocal(word)),
  );
  return remote ? heldBack('macro', { rule: 'linked-field' }) : null;
}
