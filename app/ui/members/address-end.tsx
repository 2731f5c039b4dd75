import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../kit/button';
import { Frame } from '../site/frame';
import { DoorstepPage } from './doorstep';
import { GoneLink } from './gone';

interface Props {
  /** The address that is left, or the one that is taken. */
  end: 'leave' | 'take';
  change: { handle: string; email: string } | null;
  /** What came of the answer; null where the link was gone by then. */
  said?: 'agreed' | 'applied' | 'stopped' | null;
}

/** Either end of a change of address is asked; only the one that would be left can stop it. */
export function AddressEnd({ end, change, said }: Props) {
  const { t } = useTranslation();
  if (said) {
    const outcome =
      said === 'stopped' ? ('entrance.leave.stopped' as const) : (`entrance.${end}.${said}` as const);
    return (
      <Frame>
        <DoorstepPage title={t(`${outcome}.title`)} lead={t(`${outcome}.text`)}>
          <div className="btns">
            <ButtonLink kind="star" to={said === 'stopped' ? '/reset' : '/login'}>
              {t(said === 'stopped' ? 'entrance.leave.reset' : 'account.login.submit')}
            </ButtonLink>
          </div>
        </DoorstepPage>
      </Frame>
    );
  }
  if (!change || said === null) {
    return (
      <Frame>
        <GoneLink again="login" />
      </Frame>
    );
  }
  return (
    <Frame>
      <DoorstepPage
        handle={change.handle}
        title={t(`entrance.${end}.title`)}
        lead={t(`entrance.${end}.text`, change)}
      >
        <Form method="post" className="btns">
          <Button kind="star" name="act" value="agree">
            {t(`entrance.${end}.agree`)}
          </Button>
          {end === 'leave' && (
            <Button kind="danger" name="act" value="stop">
              {t('entrance.leave.stop')}
            </Button>
          )}
        </Form>
        {end === 'leave' && <p className="muted measure">{t('entrance.leave.stopText')}</p>}
      </DoorstepPage>
    </Frame>
  );
}
