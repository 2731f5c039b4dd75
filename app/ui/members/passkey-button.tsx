import { Button, type ButtonKind } from '../kit/button';
import { Notice } from '../kit/notice';
import { useProblems } from '../site/problems';
import { usePasskey, usePasskeyAutofill } from './use-passkey';

interface PasskeyButtonProps {
  label: string;
  kind?: ButtonKind;
  form: Record<string, string>;
}

/** Signs in with a passkey; there only in a browser that has them. */
export function PasskeyButton({ label, kind, form }: PasskeyButtonProps) {
  const say = useProblems();
  const { isSupported, isBusy, problem, ask } = usePasskey('startAuthentication', '/login/passkey');
  if (!isSupported) return null;
  return (
    <div className="sec stack">
      {problem && !isBusy && (
        <Notice kind="danger" announced>
          {say(problem)}
        </Notice>
      )}
      <p className="btns">
        <Button type="button" kind={kind} icon="lock" disabled={isBusy} onClick={() => ask(form)}>
          {label}
        </Button>
      </p>
    </div>
  );
}

/** The same at a form with an address: the browser offers its passkeys there as well. */
export function PasskeyEntrance(props: PasskeyButtonProps) {
  const say = useProblems();
  const problem = usePasskeyAutofill('/login/passkey', props.form);
  return (
    <>
      {problem && (
        <Notice kind="danger" announced>
          {say(problem)}
        </Notice>
      )}
      <PasskeyButton {...props} />
    </>
  );
}
