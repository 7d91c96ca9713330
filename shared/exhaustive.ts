/** Makes a forgotten case of a union a compile error, and an impossible one at run time a loud bug. */
export function exhaustive(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
