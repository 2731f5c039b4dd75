import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Input } from '../kit/field';
import { useObjectUrl } from '../kit/picture-field';

/** How close one may go. */
const CLOSEST = 5;

interface Cut {
  zoom: number;
  /** The middle of the square, in shares of the picture's width and height. */
  x: number;
  y: number;
}

interface Size {
  width: number;
  height: number;
}

/**
 * The square of a photo to keep, under the finger or by its three sliders; the form gets it in the three numbers that
 * the media's rules ask for. Only where there is JavaScript: without it the server chooses.
 */
export function CropField({ file }: { file: File }) {
  const { t } = useTranslation();
  const url = useObjectUrl(file);
  const size = useSizeOf(url);
  const held = useRef<{ x: number; y: number }>();
  const [cut, setCut] = useState<Cut>({ zoom: 1, x: 0.5, y: 0.5 });
  if (!url || !size) return null;

  const side = Math.min(size.width, size.height) / cut.zoom;
  const [wide, high] = [side / size.width, side / size.height];
  // Kept inside the picture however close or far it is.
  const [x, y] = [within(cut.x, wide), within(cut.y, high)];
  const set = (more: Partial<Cut>) => setCut({ zoom: cut.zoom, x, y, ...more });
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, y: event.clientY };
  };
  const drag = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const from = held.current;
    if (!from) return;
    held.current = { x: clientX, y: clientY };
    const length = currentTarget.clientWidth;
    set({ x: x - ((clientX - from.x) / length) * wide, y: y - ((clientY - from.y) / length) * high });
  };
  const letGo = () => {
    held.current = undefined;
  };
  return (
    <div className="crop">
      <p className="hint">{t('profile.portrait.cropHint')}</p>
      <div
        className="crop-frame"
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      >
        <img
          src={url}
          alt=""
          draggable={false}
          style={{
            width: `${100 / wide}%`,
            height: `${100 / high}%`,
            left: `${(-100 * (x - wide / 2)) / wide}%`,
            top: `${(-100 * (y - high / 2)) / high}%`,
          }}
        />
      </div>
      <Slider
        id="zoom"
        label={t('profile.portrait.zoom')}
        min={1}
        max={CLOSEST}
        value={cut.zoom}
        onValue={(zoom) => set({ zoom })}
      />
      <Slider
        id="across"
        label={t('profile.portrait.across')}
        value={x}
        disabled={wide >= 1}
        onValue={(across) => set({ x: across })}
      />
      <Slider
        id="down"
        label={t('profile.portrait.down')}
        value={y}
        disabled={high >= 1}
        onValue={(down) => set({ y: down })}
      />
      <input type="hidden" name="cropX" value={Math.max(0, x - wide / 2)} />
      <input type="hidden" name="cropY" value={Math.max(0, y - high / 2)} />
      <input type="hidden" name="cropSize" value={1 / cut.zoom} />
    </div>
  );
}

const within = (middle: number, length: number) => Math.min(1 - length / 2, Math.max(length / 2, middle));

interface SliderProps {
  id: string;
  label: string;
  min?: number;
  max?: number;
  value: number;
  disabled?: boolean;
  onValue: (value: number) => void;
}

function Slider({ id, label, min = 0, max = 1, value, disabled, onValue }: SliderProps) {
  return (
    <Field id={`crop-${id}`} label={label} className="slider">
      <Input
        type="range"
        min={min}
        max={max}
        step={(max - min) / 100}
        value={value}
        disabled={disabled}
        onChange={(event) => onValue(event.currentTarget.valueAsNumber)}
      />
    </Field>
  );
}

/** How large a picture is, upright; undefined until it is known, and where it does not open. */
function useSizeOf(url: string | undefined): Size | undefined {
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    setSize(undefined);
    if (!url) return;
    const picture = new Image();
    picture.onload = () => setSize({ width: picture.naturalWidth, height: picture.naturalHeight });
    picture.src = url;
    return () => {
      picture.onload = null;
    };
  }, [url]);
  return size;
}
