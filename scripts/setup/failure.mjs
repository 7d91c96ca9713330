/** A step of the set-up that cannot be done here; its message is one sentence that says what to do. */
export class SetupFailure extends Error {
  /** @param {string} message @param {string} [log] what the tool said, shown above the sentence */
  constructor(message, log = '') {
    super(message);
    this.log = log;
  }
}

/** The end of a tool's output: where tools say what went wrong. @param {string} text @param {number} [lines] */
export const tail = (text, lines = 15) => text.trimEnd().split('\n').slice(-lines).join('\n');
