import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

type Ceremony = 'startAuthentication' | 'startRegistration';
interface Asked {
  /** What the browser is to do, where the server agrees. */
  options?: object;
  problem?: string;
}

/**
 * Offers the passkeys a browser knows among what it fills a sign-in's address with: the field says
 * `autocomplete="username webauthn"` (WebAuthn section 5.1.4, conditional mediation). Silent where there is no such thing,
 * and about everything but an answer the server would not take.
 * @param form what goes along with the answer
 */
export function usePasskeyAutofill(action: string, form: Record<string, string>): string | undefined {
  const fetcher = useFetcher<Asked>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once; the page is another where its form is
  useEffect(() => {
    let isCurrent = true;
    async function offer() {
      const fills = await globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.();
      if (!fills || !isCurrent) return;
      const body = new URLSearchParams({ act: 'ask' });
      const [{ startAuthentication }, { options }] = await Promise.all([
        import('@simplewebauthn/browser'),
        fetch(action, { method: 'POST', body }).then((answer): Promise<Asked> => answer.json()),
      ]);
      if (!options || !isCurrent) return;
      const answer = await startAuthentication({ optionsJSON: options as never, useBrowserAutofill: true });
      if (!isCurrent) return;
      fetcher.submit({ ...form, act: 'answer', answer: JSON.stringify(answer) }, { method: 'post', action });
    }
    // Another ceremony takes its place, or its person never chose one.
    offer().catch(() => {});
    return () => {
      isCurrent = false;
    };
  }, []);
  return fetcher.data?.problem;
}

/**
 * Asks the server what to ask, the browser for the passkey, and sends its answer: one press, three steps.
 * @param ceremony the library's, loaded when it is used
 * @param action where both forms go: `act=ask`, then `act=answer`
 */
export function usePasskey(ceremony: Ceremony, action: string) {
  const fetcher = useFetcher<Asked>();
  const [isSupported, setSupported] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const [form, setForm] = useState<Record<string, string>>({});
  useEffect(() => setSupported(typeof PublicKeyCredential === 'function'), []);
  // Not before the page is up to date again: the answer is sent by the same fetcher, and would cut that short.
  const options = fetcher.state === 'idle' ? fetcher.data?.options : undefined;
  const answered = useRef<object>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each set of options is answered once, with the form it was asked with
  useEffect(() => {
    if (!options || options === answered.current) return;
    answered.current = options;
    let isCurrent = true;
    import('@simplewebauthn/browser')
      .then((library): Promise<object> => library[ceremony]({ optionsJSON: options as never }))
      .then((answer) => {
        if (!isCurrent) return;
        const { proof: _, ...rest } = form;
        fetcher.submit(
          { ...rest, act: 'answer', answer: JSON.stringify(answer) },
          { method: 'post', action },
        );
      })
      // Closed by its person, out of time, or none that fits: the browser does not tell which.
      .catch(() => isCurrent && setRefused(true));
    return () => {
      isCurrent = false;
    };
  }, [options]);
  return {
    isSupported,
    isBusy: fetcher.state !== 'idle' || (Boolean(options) && !isRefused),
    /** Of the server, as rules name problems; or that the browser gave nothing. */
    problem: fetcher.data?.problem ?? (isRefused ? 'passkeyNone' : undefined),
    ask(given: Record<string, string>) {
      setRefused(false);
      setForm(given);
      fetcher.submit({ ...given, act: 'ask' }, { method: 'post', action });
    },
  };
}
