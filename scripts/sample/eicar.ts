/**
 * The EICAR test file's text (eicar.org), put together at run time: a repository that held it whole would be
 * quarantined by the very machines it is made for.
 */
export const eicar = (): string =>
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR', '-STANDARD', '-ANTIVIRUS', '-TEST-FILE!', '$H+H*'].join('');
