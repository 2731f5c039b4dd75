/**
 * What the audit log knows of. Each has its sentence in the locales, under `acts`, said with the handles of who did it
 * (`actor`) and of whom it was done to (`subject`), and with its details.
 */
export const ACTS = [
  'community-created',
  'community-edited',
  'charter-changed',
  'roles-given',
  'role-handed-on',
  'role-laid-down',
  'request-accepted',
  'request-declined',
  'invitation-link-changed',
  'invitations-sent',
  'invitation-revoked',
  'member-removed',
  'member-banned',
  'ban-lifted',
  'announcement-written',
  'announcement-removed',
  'post-removed',
  'post-restored',
  'report-decided',
  'testimonial-published',
  'testimonial-returned',
  'comment-removed',
  'member-suspended',
  'suspension-lifted',
  'steward-named',
  'steward-laid-down',
  'mail-paused',
  'mail-resumed',
  'job-dropped',
  'settings-changed',
  'address-suppressed',
  'community-exported',
] as const;
export type Act = (typeof ACTS)[number];
