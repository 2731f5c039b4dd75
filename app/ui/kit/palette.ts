// The tokens as plain colours, for what cannot read CSS variables: pictures drawn on the server, and letters.
// app/styles/tokens.css is the source; test/rules/drawings.test.ts holds the two together.

export type Theme = 'light' | 'dark';

export const LIGHT = {
  ground: '#f7f1e5',
  raised: '#fffcf6',
  sunk: '#eee5d3',
  ink: '#151a3a',
  ink2: '#3e4366',
  ink3: '#575b7c',
  line: '#d9cdb6',
  edge: '#7f745f',
  wire: '#262c55',
  wire2: '#6a6f96',
  act: '#ffbe3d',
  actEdge: '#a36500',
  onAct: '#211500',
  actText: '#7d4b00',
  live: '#a51040',
  going: '#1c683a',
  danger: '#a51040',
  scribe: '#fbe5ae',
  shade: '#8386a8',
} as const;

export type Palette = { readonly [Role in keyof typeof LIGHT]: string };

export const DARK: Palette = {
  ground: '#0c1024',
  raised: '#131835',
  sunk: '#070a18',
  ink: '#f4eedf',
  ink2: '#c6c9e0',
  ink3: '#a6abce',
  line: '#2a3160',
  edge: '#737bb0',
  wire: '#d9d3c4',
  wire2: '#9298c2',
  act: '#ffbe3d',
  actEdge: '#ffbe3d',
  onAct: '#211500',
  actText: '#ffbe3d',
  live: '#ff93a8',
  going: '#8ad79c',
  danger: '#ff93a8',
  scribe: '#1e2450',
  shade: '#5a629c',
};

export const PALETTES: Readonly<Record<Theme, Palette>> = { light: LIGHT, dark: DARK };
