import type { CSSProperties } from 'react';
import { DARK, LIGHT } from '#app/ui/kit/palette';

// Mail programs read styles written on each element, and few of them load a font: what stands behind
// Bricolage and Atkinson is what most readers see.
const HEAD = "Bricolage,'Arial Narrow',Arial,sans-serif";
const TEXT = "'Atkinson Hyperlegible Next',Verdana,Arial,sans-serif";

export const colours = LIGHT;

export const styles = {
  ground: { margin: 0, padding: 0, backgroundColor: LIGHT.ground },
  paper: { maxWidth: 600, width: '100%', margin: '0 auto', backgroundColor: LIGHT.raised },
  brand: { margin: 0, font: `700 18px/1.3 ${HEAD}`, color: LIGHT.ink },
  tag: { color: LIGHT.ink2, fontWeight: 400 },
  picture: { display: 'block', width: '100%', height: 'auto', border: 0 },
  greeting: { margin: '0 0 6px', font: `16px/1.5 ${TEXT}`, color: LIGHT.ink2 },
  title: {
    margin: '0 0 20px',
    font: `800 44px/1 ${HEAD}`,
    fontStretch: '78%',
    letterSpacing: '-.01em',
    overflowWrap: 'break-word',
    color: LIGHT.ink,
  },
  heading: {
    margin: '0 0 16px',
    font: `800 28px/1.08 ${HEAD}`,
    fontStretch: '78%',
    overflowWrap: 'break-word',
    color: LIGHT.ink,
  },
  numeral: {
    width: '1%',
    paddingRight: 16,
    font: `800 84px/.85 ${HEAD}`,
    fontStretch: '75%',
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
    color: LIGHT.ink,
  },
  when: { font: `600 17px/1.4 ${TEXT}`, verticalAlign: 'middle', color: LIGHT.ink },
  where: { margin: '18px 0 0', font: `16px/1.5 ${TEXT}`, color: LIGHT.ink },
  quiet: { color: LIGHT.ink2 },
  text: { margin: '0 0 16px', font: `17px/1.5 ${TEXT}`, color: LIGHT.ink },
  strong: { margin: '0 0 16px', font: `700 18px/1.4 ${TEXT}`, color: LIGHT.ink },
  quote: { margin: 0, font: `italic 18px/1.5 'Atkinson Hyperlegible Next',Georgia,serif`, color: LIGHT.ink },
  before: { fontWeight: 400, color: LIGHT.ink2 },
  perch: { padding: '26px 0 0' },
  note: { margin: '8px 0 0', font: `15px/1.5 ${TEXT}`, color: LIGHT.ink2 },
  link: { color: LIGHT.ink2, textDecoration: 'underline' },
  action: {
    display: 'inline-block',
    margin: '0 8px 10px 0',
    padding: '17px 30px',
    borderRadius: 99,
    backgroundColor: LIGHT.act,
    color: LIGHT.onAct,
    font: `700 17px/1 ${TEXT}`,
    textAlign: 'center',
    textDecoration: 'none',
  },
  choice: {
    display: 'inline-block',
    margin: '0 8px 10px 0',
    padding: '15px 20px',
    border: `1.5px solid ${LIGHT.edge}`,
    borderRadius: 4,
    color: LIGHT.ink,
    font: `600 16px/1 ${TEXT}`,
    textAlign: 'center',
    textDecoration: 'none',
  },
  why: {
    margin: 0,
    paddingTop: 16,
    borderTop: `2px dotted ${LIGHT.wire2}`,
    font: `14px/1.55 ${TEXT}`,
    color: LIGHT.ink2,
  },
} satisfies Record<string, CSSProperties>;

/** What inline styles cannot say: narrow screens, and the night. */
export const SHEET = [
  '.said a{color:inherit}',
  '@media(max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.title{font-size:36px!important}.button{display:block!important;width:auto!important;margin:0 0 10px!important}}',
  `@media(prefers-color-scheme:dark){.ground{background:${DARK.ground}!important}.paper{background:${DARK.raised}!important}.ink{color:${DARK.ink}!important}.quiet{color:${DARK.ink2}!important}.choice{color:${DARK.ink}!important;border-color:${DARK.edge}!important}.dots{border-color:${DARK.wire2}!important}}`,
].join('');
