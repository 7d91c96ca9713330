/** The app's name and version, as records name it. */

import packageJson from '../../../package.json' with { type: 'json' };

export const APP = `sekisho ${packageJson.version}`;
