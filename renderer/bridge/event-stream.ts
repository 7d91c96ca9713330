/** Reads `text/event-stream` by hand: the browser's own EventSource cannot send the headers that hold the token. */

export type Told = { readonly event: string; readonly data: string };

/** Longest message taken: a snapshot is far below; whatever is longer is not from our host. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Gives back what is complete; keeps the rest for the next piece. Throws on a message without an end. */
export function createStreamReader(): (piece: string) => readonly Told[] {
  let rest = '';
  return (piece) => {
    // JSON spells a carriage return as an escape, so each one here belongs to a line's end, and may come cut from it.
    rest += piece.replaceAll('\r', '');
    const messages = rest.split('\n\n');
    rest = messages.pop() ?? '';
    if (rest.length > MAX_CHARACTERS) throw new Error('a message without an end');
    return messages.flatMap((message) => {
      const told = parse(message);
      return told === null ? [] : [told];
    });
  };
}

/** Null for comments, which only keep the connection alive. */
function parse(message: string): Told | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of message.split('\n')) {
    if (line.startsWith('event:')) event = line.slice('event:'.length).trim();
    else if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''));
  }
  return data.length === 0 ? null : { event, data: data.join('\n') };
}
