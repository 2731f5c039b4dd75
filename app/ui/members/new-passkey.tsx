import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { TextField } from '../kit/field';
import { Notice } from '../kit/notice';
import { useProblems } from '../site/problems';
import { useProofField } from './proof-form';
import { usePasskey } from './use-passkey';

/** Makes a passkey on this device; it takes a script, as nothing else here does. */
export function NewPasskey({ hasCode }: { hasCode: boolean }) {
  const { t } = useTranslation();
  const say = useProblems();
  const proof = useProofField(hasCode);
  const id = useId();
  const { isSupported, isBusy, problem, ask } = usePasskey('startRegistration', '/settings/passkeys');
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    ask({ name: String(form.get('name')), proof: String(form.get('proof')) });
  };
  return (
    <section className="sec" aria-labelledby={`${id}-title`}>
      <h2 className="h2" id={`${id}-title`}>
        {t('security.passkeys.newTitle')}
      </h2>
      {isSupported ? (
        <form className="form" onSubmit={make}>
          {problem && !isBusy && (
            <Notice kind="danger" announced>
              {say(problem)}
            </Notice>
          )}
          <TextField
            id={`${id}-name`}
            name="name"
            label={t('security.passkeys.called')}
            hint={t('security.passkeys.calledHint')}
            optional={t('site.optional')}
            maxLength={60}
            autoComplete="off"
          />
          <TextField id={`${id}-proof`} {...proof} required />
          <div className="btns">
            <Button kind="star" disabled={isBusy}>
              {t('security.passkeys.add')}
            </Button>
          </div>
        </form>
      ) : (
        <p className="muted">{t('security.passkeys.scripts')}</p>
      )}
    </section>
  );
}
