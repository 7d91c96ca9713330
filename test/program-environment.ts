/** What a program that a test starts gets of the test's own environment, and nothing else of it. */
export const kept = {
  PATH: process.env['PATH'],
  /** Without it every start compiles the program anew: hundreds of starts, a quarter of a second each. */
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
};
