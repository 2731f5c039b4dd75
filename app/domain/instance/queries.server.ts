import type { Db, Trx } from '#db/client';
import type { Language } from '../rules';

/** What the stewards decided for the instance. */
export interface InstanceSettings {
  name: string;
  languages: Language[];
  communityCreators: 'members' | 'stewards';
  /** Years. */
  minimumAge: number;
  organizersNeedSecondFactor: boolean;
  /** Months without a visit after which an account is deleted. */
  inactiveMonths: number;
  /** Days after an event at which unanswered invitations of non-members are forgotten. */
  invitationDays: number;
  /** Months the traces of letters and acts are kept. */
  logMonths: number;
}

export function getSettings(db: Db | Trx): Promise<InstanceSettings> {
  return db
    .selectFrom('instance')
    .select([
      'name',
      'languages',
      'community_creators as communityCreators',
      'minimum_age as minimumAge',
      'organizers_need_second_factor as organizersNeedSecondFactor',
      'inactive_months as inactiveMonths',
      'invitation_days as invitationDays',
      'log_months as logMonths',
    ])
    .executeTakeFirstOrThrow();
}
