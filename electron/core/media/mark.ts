/** The mark file: what tells a stick without a serial of its own from the others. Written by the administrator only. */

/** In the medium's root. Its hash is the key; its content is random and says nothing about the clinic. */
export const MARK_NAME = '.sekisho-medium';

/** A mark is 64 hex digits and a line end; anything much longer is not ours. */
export const MARK_BYTES = 256;
