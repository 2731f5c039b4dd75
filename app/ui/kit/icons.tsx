// Line icons on a 24 grid, one path each.
const PATHS = {
  home: 'M4 11 12 4l8 7v9H4zM12 20v2M12 11.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  communities: 'M3 17h18M5 17c-1-6 2-9 5-9 2 0 3 1 4 3M10 17c0-5 3-8 6-8s5 3 4 8M21 11l2 1-2 1',
  live: 'M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4M7 7a7 7 0 0 0 0 10M17 7a7 7 0 0 1 0 10M4.5 4.5a10.5 10.5 0 0 0 0 15M19.5 4.5a10.5 10.5 0 0 1 0 15',
  topics: 'M4 5h16v11h-9l-5 4v-4H4z',
  me: 'M7 21v-3M11 21v-3M2 19l5-6c0-5 3-8 7-8 3 0 5 2 5 5 0 5-4 8-9 8H5M19 8l3 1.5-3 1.5M15 9h.01',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 13l4 4L19 7',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  share: 'M12 15V4M8 8l4-4 4 4M5 13v7h14v-7',
  place: 'M12 21c5-6 7-8.5 7-12a7 7 0 0 0-14 0c0 3.5 2 6 7 12zM12 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  steps: 'M3 20h5v-5h5v-5h5V5h3',
  warning: 'M12 4 3 20h18zM12 10v5M12 17.5v.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8v.01',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  thanks: 'M12 4l2.3 5.2 5.7.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.7-.6z',
  reply: 'M10 6l-6 5 6 5v-3c5 0 8 1 10 5 0-6-3-9-10-9z',
  repost: 'M5 8h11l-3-3M19 16H8l3 3M19 8v4M5 16v-4',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 10a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  mail: 'M3 6h18v13H3zM3 7l9 7 9-7',
  people:
    'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5.5a3 3 0 0 1 0 5.500M17 14.500c2.5.5 4 2.5 4 5.5',
  settings:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.1 2.100M16.3 16.300l2.1 2.100M18.4 5.600l-2.1 2.100M7.7 16.300l-2.1 2.1',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  flag: 'M6 21V4h12l-3 4 3 4H6',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v8',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  offline: 'M4 4l16 16M5 12a10 10 0 0 1 4-2.500M8.5 15.500a5 5 0 0 1 6 0M19 12a10 10 0 0 0-6-3M12 19h.01',
  eye: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
} as const;

export type IconName = keyof typeof PATHS;

/** Always decorative: the word beside it, or the button's own label, says what it is. */
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? 'ic ic-sm' : 'ic'} viewBox="0 0 24 24" focusable="false" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
