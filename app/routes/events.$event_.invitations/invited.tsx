import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { InvitationStatus } from '../../domain/invitations/rules';
import type { Answer, Seat } from '../../domain/rsvps/rules';
import { Badge, type BadgeKind } from '../../ui/kit/badge';
import { Button } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';

interface Invitation {
  id: string;
  email: string;
  name: string;
  status: InvitationStatus;
  answer: Answer | null;
  seat: Seat | null;
  reason: string | null;
  unsent: 'unwilling' | 'enough' | null;
  reminded: string | null;
}

const FIGURES = ['invited', 'answered', 'going', 'silent', 'failed'] as const;

interface InvitedProps {
  invitations: readonly Invitation[];
  figures: Record<(typeof FIGURES)[number], number>;
  /** Null where nobody can be reminded any more. */
  remindable: number | null;
}

/** Every address and what became of it; the counts on top, a word for the silent. */
export function Invited({ invitations, figures, remindable }: InvitedProps) {
  const { t } = useTranslation();
  if (invitations.length === 0) {
    return (
      <section className="sec">
        <Empty title={t('hosting.invitations.none')}>{t('hosting.invitations.noneText')}</Empty>
      </section>
    );
  }
  const shown = FIGURES.filter((one) => figures[one] > 0 || one === 'invited');
  return (
    <section className="sec">
      <h2 className="h2">{t('hosting.invitations.list')}</h2>
      <p className="figures muted">
        {shown.map((one) => (
          <span key={one}>
            <b>{figures[one]}</b> {t(`hosting.invitations.figures.${one}`, { count: figures[one] })}
          </span>
        ))}
      </p>
      {remindable !== null && figures.silent > 0 && <Remind count={remindable} />}
      <ul className="ledger">
        {invitations.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

function Remind({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <Form method="post" className="remind">
      {count > 0 && (
        <Button name="act" value="remind" icon="mail">
          {t('hosting.invitations.remind', { count })}
        </Button>
      )}
      <p className="small muted">
        {count === 0 && `${t('hosting.invitations.remind', { count })}. `}
        {t('hosting.invitations.remindHint')}
      </p>
    </Form>
  );
}

function Row({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const { id, email, name, status, reason, unsent, reminded } = invitation;
  return (
    <li>
      <span className="what">
        <b>{name || email}</b>
        {name && <span className="small muted">{email}</span>}
        {status === 'failed' && reason && (
          <span className="small muted">{t('hosting.invitations.reason', { reason })}</span>
        )}
        {status === 'failed' && unsent && (
          <span className="small muted">{t(`hosting.invitations.unsent.${unsent}`)}</span>
        )}
        {reminded && status !== 'answered' && (
          <span className="small muted">{t('hosting.invitations.remindedOn', { date: reminded })}</span>
        )}
      </span>
      <Status invitation={invitation} />
      {status !== 'revoked' && status !== 'answered' && (
        <Form method="post">
          <input type="hidden" name="invitation" value={id} />
          <Button
            kind="bare"
            size="s"
            name="act"
            value="revoke"
            aria-label={t('hosting.invitations.revokeFor', { who: name || email })}
          >
            {t('hosting.invitations.revoke')}
          </Button>
        </Form>
      )}
    </li>
  );
}

function Status({ invitation: { status, answer, seat } }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const said =
    status !== 'answered'
      ? status
      : answer === 'going' && seat && seat !== 'held'
        ? seat
        : (answer ?? 'sent');
  return <Badge kind={KINDS[said] ?? 'plain'}>{t(`hosting.invitations.status.${said}`)}</Badge>;
}

const KINDS: Partial<Record<string, BadgeKind>> = {
  going: 'going',
  waiting: 'waiting',
  offered: 'waiting',
  remote: 'far',
  failed: 'danger',
};
