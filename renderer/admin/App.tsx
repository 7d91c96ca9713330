/** The administrator's window: the first run, then a login, then what that person must do first, then the pages. */

import './admin.css';
import { useState } from 'react';
import { useSnapshot } from '../bridge/gate-context.tsx';
import { LoadingState } from '../parts/notice-state.tsx';
import { Duties } from './account/duties.tsx';
import { Frame } from './frame/frame.tsx';
import { LoginPage } from './login/login-page.tsx';
import { LoginProvider, useLogin } from './login/login-state.tsx';
import { Pages } from './pages.tsx';
import { Wizard } from './wizard/wizard.tsx';

export default function App() {
  return (
    <LoginProvider>
      <Window />
    </LoginProvider>
  );
}

function Window() {
  const { founding } = useSnapshot();
  const { state } = useLogin();
  // The wizard makes the first administrator and goes on after that, until its last step is taken.
  const [wizard, setWizard] = useState(founding);
  if (wizard) return <Wizard onDone={() => setWizard(false)} />;
  if (state.who === 'asking') return <LoadingState />;
  if (state.who === 'nobody') return <LoginPage ended={state.ended} />;
  if (state.person.duty !== null) return <Duties duty={state.person.duty} />;
  return (
    <Frame>
      <Pages />
    </Frame>
  );
}
