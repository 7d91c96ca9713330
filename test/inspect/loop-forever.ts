/** Stands for a parser that never comes back: it neither answers nor hears anything once it was given a file. */

process.on('message', () => {
  for (;;);
});
process.send?.({ ready: true });
