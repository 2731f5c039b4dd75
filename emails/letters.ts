import type { Letter } from './letter';
import { addressKnown, alreadyMember } from './letters/already-member';
import { announcement } from './letters/announcement';
import { communityAnnouncement } from './letters/community-announcement';
import { communityInvitation } from './letters/community-invitation';
import { confirmRsvp } from './letters/confirm-rsvp';
import { confirmSignup } from './letters/confirm-signup';
import { eveningCalled } from './letters/evening-called';
import { eventCancelled } from './letters/event-cancelled';
import { eventChanged } from './letters/event-changed';
import { eventNear } from './letters/event-near';
import { exportReady } from './letters/export-ready';
import { inactiveNoticed } from './letters/inactive-noticed';
import { invitation } from './letters/invitation';
import { joinRequested } from './letters/join-requested';
import { leaveAddress } from './letters/leave-address';
import { leavingBegun } from './letters/leaving-begun';
import { leavingDone } from './letters/leaving-done';
import { membershipEnded } from './letters/membership-ended';
import { moderated } from './letters/moderated';
import { offerLapsed } from './letters/offer-lapsed';
import { passwordChanged } from './letters/password-changed';
import { reportAnswered } from './letters/report-answered';
import { reportWaiting } from './letters/report-waiting';
import { requestAnswered } from './letters/request-answered';
import { resetFactors } from './letters/reset-factors';
import { resetPassword } from './letters/reset-password';
import { rolesReceived } from './letters/roles-received';
import { rsvpAnswered } from './letters/rsvp-answered';
import { rsvpRemoved } from './letters/rsvp-removed';
import { seatGiven } from './letters/seat-given';
import { seatOffered } from './letters/seat-offered';
import { securityChanged } from './letters/security-changed';
import { signIn } from './letters/sign-in';
import { suspensionLifted } from './letters/suspension-lifted';
import { takeAddress } from './letters/take-address';
import { test } from './letters/test';
import { testimonialAnswered } from './letters/testimonial-answered';
import { testimonialOffered } from './letters/testimonial-offered';
import type { LetterKind, LetterProps } from './props';

/** Every kind of letter there is. */
export const LETTERS: { readonly [Kind in LetterKind]: Letter<LetterProps[Kind]> } = {
  'confirm-signup': confirmSignup,
  'already-member': alreadyMember,
  'reset-password': resetPassword,
  'password-changed': passwordChanged,
  'sign-in': signIn,
  'reset-factors': resetFactors,
  'security-changed': securityChanged,
  'leave-address': leaveAddress,
  'take-address': takeAddress,
  'address-known': addressKnown,
  'confirm-rsvp': confirmRsvp,
  'community-invitation': communityInvitation,
  'join-requested': joinRequested,
  'membership-ended': membershipEnded,
  'request-answered': requestAnswered,
  'roles-received': rolesReceived,
  invitation,
  'rsvp-answered': rsvpAnswered,
  'seat-given': seatGiven,
  'seat-offered': seatOffered,
  'offer-lapsed': offerLapsed,
  'rsvp-removed': rsvpRemoved,
  'event-changed': eventChanged,
  'event-cancelled': eventCancelled,
  'event-near': eventNear,
  announcement,
  'leaving-begun': leavingBegun,
  'leaving-done': leavingDone,
  'inactive-noticed': inactiveNoticed,
  'export-ready': exportReady,
  'report-waiting': reportWaiting,
  'report-answered': reportAnswered,
  moderated,
  'suspension-lifted': suspensionLifted,
  'testimonial-offered': testimonialOffered,
  'testimonial-answered': testimonialAnswered,
  'evening-called': eveningCalled,
  'community-announcement': communityAnnouncement,
  test,
};
