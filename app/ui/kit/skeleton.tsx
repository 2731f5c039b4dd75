/** Where posts will be. Shows itself only past 300 ms (in CSS), to readers who see; others hear `label`. */
export function Skeleton({ posts = 3, label }: { posts?: number; label: string }) {
  return (
    <div role="status">
      <span className="vh">{label}</span>
      <div aria-hidden="true">
        {Array.from({ length: posts }, (_, index) => (
          <div key={index} className="bones post">
            <div className="bone short" />
            <div className="bone" />
            <div className="bone h" />
          </div>
        ))}
      </div>
    </div>
  );
}
